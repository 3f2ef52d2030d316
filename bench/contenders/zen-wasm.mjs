// zen-engine-wasm: the expressions of ZEN only, each given as text each time.
import { evaluateExpression, initSync } from '@gorules/zen-engine-wasm'
import { ESCALATE } from './common/checks.mjs'
import { readers, settle } from './common/facts.mjs'
import { rules } from './common/rules.mjs'
import { wasmOf } from './common/wasm.mjs'
import { expressionOf } from './common/zen.mjs'

export async function prepare(kind) {
  initSync({ module: wasmOf('@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm') })
  const read = readers[kind]
  const expression = expressionOf(rules[kind])
  return (input, health) => {
    const asked = read(input, health)
    return settle(asked.sound ? evaluateExpression(expression, asked.facts) : ESCALATE, asked)
  }
}
