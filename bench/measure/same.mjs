// Another answer anywhere, and nothing is measured.
import assert from 'node:assert/strict'

/** The same action on every input. */
export async function sameActions(name, { inputs, health }, expected, decide) {
  for (let index = 0; index < inputs.length; index += 1) {
    const { action } = await decide(inputs[index], health[index])
    const wanted = expected(inputs[index], health[index]).action
    if (action !== wanted) assert.fail(`${name}: ${action}, not ${wanted}, for ${shown(inputs, health, index)}`)
  }
}

/** The same whole decision on every input, as JSON. Texts are compared first, as that is fast; the order of fields is free. */
export function sameDecisions({ inputs, health }, expected, decide) {
  for (let index = 0; index < inputs.length; index += 1) {
    const [given, wanted] = [decide, expected].map((decideOne) => JSON.stringify(decideOne(inputs[index], health[index])))
    if (given !== wanted) assert.deepEqual(JSON.parse(given), JSON.parse(wanted), shown(inputs, health, index))
  }
}

/** The rule that `{ action, rule }` names settled the whole decision, too. */
export function sameRules({ inputs, health }, document, short, whole) {
  for (let index = 0; index < inputs.length; index += 1) {
    const { rule } = short(inputs[index], health[index])
    const settled = settledBy(document, whole(inputs[index], health[index]))
    if (rule !== settled) assert.fail(`${rule}, not ${settled}, for ${shown(inputs, health, index)}`)
  }
}

const shown = (inputs, health, index) => JSON.stringify([inputs[index], health[index]])

/** The rule, raise or step that settled a decision; the words of the reason are those of one rule. */
function settledBy(document, { code, reason }) {
  if (code === 'degraded' || code === 'missing_signal') return ruleOf(document.degrade, reason)
  if (code !== 'matrix') return code
  return ruleOf(Object.values(document.operations).flatMap((operation) => operation.raise ?? []), reason) ?? 'matrix'
}

function ruleOf(rules, reason) {
  return rules.find(({ because }) => reason === because || reason.startsWith(`cannot rule out: ${because} `))?.id
}
