// Node, Deno and Bun: the file lies beside the package's others and is read at import.
import { readFileSync } from 'node:fs'
import { initSync } from '../init.js'

initSync(readFileSync(new URL('../../lab_bg.wasm', import.meta.url)))
export * from '../index.js'
