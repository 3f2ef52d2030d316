// Any server of files will do that sends `.wasm` as `application/wasm`; this one is for this machine only.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' }

export function serve(port) {
  const server = createServer(async (request, response) => {
    // A URL takes `..` out of a path, so that nothing outside the folder is read.
    const { pathname } = new URL(request.url, 'http://page')
    const file = new URL(`page${pathname.endsWith('/') ? `${pathname}index.html` : pathname}`, import.meta.url)
    try {
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/html' }).end(await readFile(file))
    } catch {
      response.writeHead(404).end('there is no such file')
    }
  })
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(8802)
  console.log(`http://127.0.0.1:${server.address().port}`)
}
