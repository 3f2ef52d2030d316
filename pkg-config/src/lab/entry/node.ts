// Node, Deno and Bun: the file lies beside the package's others and is read at import. Asking the
// process for `node:fs` takes a millisecond and a half less than importing it.
import { initSync } from '../init.js'

initSync(process.getBuiltinModule('node:fs').readFileSync(new URL('../../lab_bg.wasm', import.meta.url)))
export * from '../index.js'
