// Browsers and bundlers: `await init()` fetches the file; bundlers find it by this very expression.
import { engine } from '../init.js'

engine.setDefaultSource(() => new URL('../engine_bg.wasm', import.meta.url))
export * from '../index.js'
