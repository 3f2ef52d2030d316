// Node, Deno and Bun: the file lies beside this one and is read at import.
import { readFileSync } from 'node:fs'
import { initSync } from '../init.js'

initSync(readFileSync(new URL('../engine_bg.wasm', import.meta.url)))
export * from '../index.js'
