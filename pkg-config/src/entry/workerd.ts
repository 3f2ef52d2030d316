// Workers: the runtime compiles the file and hands over a module; compiling bytes is not allowed there.
// @ts-expect-error no types for a Wasm module
import module from '../engine_bg.wasm'
import { initSync } from '../init.js'

initSync(module as WebAssembly.Module)
export * from '../index.js'
