import { LeewayError, describe } from './errors.js'

/** Where a module's Wasm may come from. */
export type ModuleSource = URL | string | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module

/** What wasm-bindgen makes of a module. */
interface Bound<Output> {
  readonly load: (options: { module_or_path: ModuleSource }) => Promise<Output>
  readonly loadSync: (options: { module: WebAssembly.Module | BufferSource }) => Output
  /** As the person who waits for it knows it. */
  readonly name: string
}

/** One of the package's Wasm modules: loaded once, however often it is asked for. */
export class Module<Output> {
  readonly #bound: Bound<Output>
  #output: Output | undefined
  #loading: Promise<void> | undefined
  #defaultSource: (() => ModuleSource) | undefined

  constructor(bound: Bound<Output>) {
    this.#bound = bound
  }

  /** Entries say where the file lies, in the words their bundler looks for. */
  setDefaultSource(source: () => ModuleSource): void {
    this.#defaultSource = source
  }

  /** A failed load may be tried again. */
  load(source: ModuleSource | undefined): Promise<void> {
    if (this.#output !== undefined) return Promise.resolve()
    this.#loading ??= this.#loadFrom(source).catch((cause: unknown) => {
      this.#loading = undefined
      throw new LeewayError('NOT_READY', `the ${this.#bound.name} could not be loaded: ${describe(cause)}`, { cause })
    })
    return this.#loading
  }

  async #loadFrom(source: ModuleSource | undefined): Promise<void> {
    const from = source ?? this.#defaultSource?.()
    if (from === undefined) throw new Error(`give init() the place of ${this.#bound.name}.wasm`)
    this.#output ??= await this.#bound.load({ module_or_path: from })
  }

  loadSync(module: WebAssembly.Module | BufferSource): void {
    this.#output ??= this.#bound.loadSync({ module })
  }

  /** @throws LeewayError `NOT_READY` before it is loaded */
  get output(): Output {
    if (this.#output === undefined) throw new LeewayError('NOT_READY', `the ${this.#bound.name} is not loaded: call \`await init()\` first`)
    return this.#output
  }
}
