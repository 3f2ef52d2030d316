// Prints what the named files weigh together: raw, gzip and brotli, each at its best, as JSON.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const weights = { raw: 0, gzip: 0, brotli: 0 }
for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file)
  weights.raw += bytes.length
  weights.gzip += gzipSync(bytes, { level: 9 }).length
  weights.brotli += brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length
}
console.log(JSON.stringify(weights))
