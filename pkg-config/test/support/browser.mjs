// Chromium, and a server on this machine that sends files with the headers a strict site would send.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { delimiter, extname, join, normalize } from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export function launch() {
  return chromium.launch({ executablePath: executable(), args: FLAGS })
}

function executable() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = [process.env.CHROMIUM, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))]
  const path = found.find((path) => path && existsSync(path))
  if (path === undefined) throw new Error('no Chromium was found: install it, or set CHROMIUM to where it is')
  return path
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' }

/** Only the page's own files, and Wasm. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

/** Serves a folder on the loopback address; `.address`, `.close()`. */
export async function serve(folder, policy = STRICT) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname))
    try {
      const body = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path))
      const type = TYPES[extname(path)] ?? (path.endsWith('/') ? 'text/html' : 'application/octet-stream')
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body)
    } catch {
      response.writeHead(404).end('not found')
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const close = () => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  }
  return { address: `http://127.0.0.1:${server.address().port}`, close }
}

/** Opens a page, and keeps what goes wrong in it: errors, refused loads, messages. */
export async function open(browser, address) {
  const page = await browser.newPage()
  const troubles = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  await page.goto(address)
  return { page, troubles }
}
