import * as glue from '../lab.js'
import { Module, type ModuleSource } from '../module.js'

/** The lab's Wasm. */
export const lab = new Module('lab', glue)

/**
 * Loads the lab: once, however often it is called. Browsers need it before anything else of the lab; in Node, Deno, Bun
 * and workers the import has done it. A failed load may be tried again.
 *
 * @param source where the Wasm is, if not beside this module
 */
export const init = (source?: ModuleSource): Promise<void> => lab.load(source)

/** Loads the lab from bytes or a compiled module, without waiting. */
export const initSync = (module: WebAssembly.Module | BufferSource): void => lab.loadSync(module)
