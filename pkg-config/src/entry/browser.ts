// Browsers and bundlers: `await init()` fetches the file; bundlers find it by this very expression.
import { setDefaultSource } from '../init.js'

setDefaultSource(() => new URL('../engine_bg.wasm', import.meta.url))
export * from '../index.js'
