// Prints what the named files weigh together: raw, gzip and brotli, each at its best, as JSON. A script is weighed with all
// that it imports, bundled and minified, as the page that uses it loads it.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

const weights = { raw: 0, gzip: 0, brotli: 0 }
for (const file of process.argv.slice(2)) {
  const bytes = file.endsWith('.js') ? bundled(file) : readFileSync(file)
  weights.raw += bytes.length
  weights.gzip += gzipSync(bytes, { level: 9 }).length
  weights.brotli += brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length
}
console.log(JSON.stringify(weights))

function bundled(file) {
  const { outputFiles } = buildSync({ entryPoints: [file], bundle: true, minify: true, format: 'esm', write: false })
  return outputFiles[0].contents
}
