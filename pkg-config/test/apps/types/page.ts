// Only where there is a DOM, and where `using` is known.
import { compile, init } from 'leeway-policy'

await init(new URL('engine.wasm', location.href))
await init(fetch('engine.wasm'))
await init(await WebAssembly.compileStreaming(fetch('engine.wasm')))

using policy = compile('{}')
export const action = policy.decide({ confidence: 1, impact: 0 }).action
