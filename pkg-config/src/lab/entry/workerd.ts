// Workers: the runtime compiles the file and hands over a module; compiling bytes is not allowed there.
import module from '../../lab_bg.wasm'
import { initSync } from '../init.js'

initSync(module as WebAssembly.Module)
export * from '../index.js'
