import load, { initSync as loadSync, type InitOutput } from './engine.js'
import { LeewayError, describe } from './errors.js'

/** Where the engine's Wasm may come from. */
export type EngineSource = URL | string | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module

let instance: InitOutput | undefined
let loading: Promise<void> | undefined
let defaultSource: (() => EngineSource) | undefined

/** Entries say where the file lies, in the words their bundler looks for. */
export function setDefaultSource(source: () => EngineSource): void {
  defaultSource = source
}

/**
 * Loads the engine: once, however often it is called. Browsers need it before the first `compile`; in Node, Deno, Bun
 * and workers the import has done it. A failed load may be tried again.
 *
 * @param source where the Wasm is, if not beside this module
 */
export function init(source?: EngineSource): Promise<void> {
  if (instance !== undefined) return Promise.resolve()
  loading ??= loadFrom(source).catch((cause: unknown) => {
    loading = undefined
    throw new LeewayError('NOT_READY', `the engine could not be loaded: ${describe(cause)}`, { cause })
  })
  return loading
}

async function loadFrom(source: EngineSource | undefined): Promise<void> {
  const from = source ?? defaultSource?.()
  if (from === undefined) throw new Error('give init() the place of engine.wasm')
  instance ??= await load({ module_or_path: from })
}

/** Loads the engine from bytes or a compiled module, without waiting. */
export function initSync(module: WebAssembly.Module | BufferSource): void {
  instance ??= loadSync({ module })
}

/** The memory of the engine. @throws LeewayError `NOT_READY` before it is loaded */
export function memory(): WebAssembly.Memory {
  if (instance === undefined) throw new LeewayError('NOT_READY', 'call `await init()` before the first policy')
  return instance.memory
}
