// What a page loads to take these decisions: a contender with its two policies, bundled and minified, and its Wasm files,
// each compressed alone, as a server would.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { contenders, titleOf } from '../contenders/index.mjs'

const BENCH = new URL('../', import.meta.url)

/** @returns for each `{ name, raw, gzip, brotli, addon }` in bytes; a native addon has its size instead */
export function sizes() {
  return contenders.map((contender) => ({ name: titleOf(contender), ...(contender.addon ? ofAddon(contender) : ofPage(contender)) }))
}

function ofPage({ file, wasm = [] }) {
  const parts = [bundled(file), ...wasm.map((name) => readFileSync(new URL(`node_modules/${name}`, BENCH)))].map(weights)
  const total = (kind) => parts.reduce((sum, part) => sum + part[kind], 0)
  return { raw: total('raw'), gzip: total('gzip'), brotli: total('brotli'), addon: null }
}

function bundled(file) {
  const entry = fileURLToPath(new URL(`contenders/${file}.mjs`, BENCH))
  // Only the reading of a Wasm file, for which a page has `fetch`, is Node's.
  const options = { bundle: true, minify: true, format: 'esm', platform: 'browser', external: ['node:fs'], write: false }
  return buildSync({ entryPoints: [entry], ...options }).outputFiles[0].contents
}

function weights(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length }
}

/** The addon for this platform lies in a package of its own, beside the one that loads it. */
function ofAddon({ uses }) {
  const [scope, name] = uses.split('/')
  const beside = new URL(`node_modules/${scope}/`, BENCH)
  const addons = readdirSync(beside, { recursive: true }).filter((path) => path.startsWith(`${name}-`) && path.endsWith('.node'))
  if (addons.length === 0) throw new Error(`no addon of ${uses} is installed`)
  return { raw: null, gzip: null, brotli: null, addon: readFileSync(new URL(addons[0], beside)).length }
}
