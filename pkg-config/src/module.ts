import { LeewayError, describe } from './errors.js'

/** Where a module's Wasm may come from. */
export type ModuleSource = URL | string | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module

/** What all modules export, beside what wasm-bindgen calls. */
export interface Exports {
  readonly memory: WebAssembly.Memory
  readonly __wbindgen_start: () => void
}

/** What wasm-bindgen makes of a module: the functions that it calls, and those that call it. */
interface Glue {
  readonly __wbg_set_wasm: (exports: Exports) => void
}

/** One of the package's Wasm modules: loaded once, however often it is asked for. */
export class Module {
  readonly #name: string
  readonly #glue: Glue
  #exports: Exports | undefined
  #loading: Promise<void> | undefined
  #defaultSource: (() => ModuleSource) | undefined

  /** @param name as the person who waits for it knows it @param glue the names of its `NAME.js` */
  constructor(name: string, glue: object) {
    this.#name = name
    this.#glue = glue as Glue
  }

  /** Entries say where the file lies, in the words their bundler looks for. */
  setDefaultSource(source: () => ModuleSource): void {
    this.#defaultSource = source
  }

  /** A failed load may be tried again. */
  load(source: ModuleSource | undefined): Promise<void> {
    if (this.#exports !== undefined) return Promise.resolve()
    this.#loading ??= this.#loadFrom(source).catch((cause: unknown) => {
      this.#loading = undefined
      throw new LeewayError('NOT_READY', `the ${this.#name} could not be loaded: ${describe(cause)}`, { cause })
    })
    return this.#loading
  }

  async #loadFrom(source: ModuleSource | undefined): Promise<void> {
    const from = await (source ?? this.#defaultSource?.())
    if (from === undefined) throw new Error(`give init() the place of ${this.#name}.wasm`)
    const made = await instantiate(from, this.#imports)
    this.#start('instance' in made ? made.instance : made)
  }

  loadSync(source: WebAssembly.Module | BufferSource): void {
    if (this.#exports !== undefined) return
    const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source)
    this.#start(new WebAssembly.Instance(module, this.#imports))
  }

  get #imports(): WebAssembly.Imports {
    return { [`./${this.#name}_bg.js`]: this.#glue as unknown as WebAssembly.ModuleImports }
  }

  #start(instance: WebAssembly.Instance): void {
    if (this.#exports !== undefined) return
    const exports = instance.exports as unknown as Exports
    this.#glue.__wbg_set_wasm(exports)
    exports.__wbindgen_start()
    this.#exports = exports
  }

  /** @throws LeewayError `NOT_READY` before it is loaded */
  get exports(): Exports {
    if (this.#exports === undefined) throw new LeewayError('NOT_READY', `the ${this.#name} is not loaded: call \`await init()\` first`)
    return this.#exports
  }
}

/** Compiles while the bytes come, where a server names them as browsers ask it to. */
async function instantiate(
  from: Exclude<ModuleSource, Promise<Response>>, imports: WebAssembly.Imports,
): Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource> {
  const isPlace = typeof from === 'string' || from instanceof URL || from instanceof Request
  const given = isPlace ? await fetch(from) : from
  if (!(given instanceof Response)) return WebAssembly.instantiate(given as WebAssembly.Module, imports)
  if (!given.ok) throw new Error(`${given.status} ${given.statusText} for ${given.url}`)
  if (given.headers.get('Content-Type') === 'application/wasm') return WebAssembly.instantiateStreaming(given, imports)
  return WebAssembly.instantiate(await given.arrayBuffer(), imports)
}
