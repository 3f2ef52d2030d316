import * as glue from './engine.js'
import { Module, type ModuleSource } from './module.js'

/** The engine's Wasm. */
export const engine = new Module('engine', glue)

/**
 * Loads the engine: once, however often it is called. Browsers need it before the first `compile`; in Node, Deno, Bun
 * and workers the import has done it. A failed load may be tried again.
 *
 * @param source where the Wasm is, if not beside this module
 */
export const init = (source?: ModuleSource): Promise<void> => engine.load(source)

/** Loads the engine from bytes or a compiled module, without waiting. */
export const initSync = (module: WebAssembly.Module | BufferSource): void => engine.loadSync(module)

/** The memory of the engine. @throws LeewayError `NOT_READY` before it is loaded */
export const memory = (): WebAssembly.Memory => engine.exports.memory
