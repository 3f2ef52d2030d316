// Browsers and bundlers: `await init()` fetches the file; bundlers find it by this very expression.
import { lab } from '../init.js'

lab.setDefaultSource(() => new URL('../../lab_bg.wasm', import.meta.url))
export * from '../index.js'
