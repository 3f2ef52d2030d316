// What must compile, and what must not: the comment above a line says that the compiler has to refuse it.
import {
  ACTIONS, CODES, LeewayError, Policy, PolicyError, check, compile, definePolicy, init, initSync,
  type Action, type Change, type Column, type ColumnInput, type ConditionDeclaration, type Decision, type DecisionCode, type Diagnostic,
  type ModuleSource, type Explanation, type Finding, type Health, type Input, type LoadedColumns, type Operand, type PolicyDocument,
  type Record as Row,
} from 'leeway-policy'

/** Holds when the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>): void => {}

// ---- documents: the example of the design, as a literal and with its literals kept

const document = definePolicy({
  leeway: 1,
  name: 'inbox-assistant',
  meta: { owner: 'mail team', approved_by: 'legal, ticket 4711' },
  confidence: { low: 0, high: 0.85 },
  impact: { low: 0, high: 0.5 },
  matrix: {
    high: { low: 'auto_apply', high: 'suggest' },
    low: { low: 'show_options', high: 'escalate' },
  },
  signals: {
    latency_ms: { type: 'number', unit: 'ms', default: 0 },
    out_of_scope: { type: 'boolean' },
    locale: { type: 'string', values: ['en', 'fr', 'other'] },
    recipients: { type: 'number' },
    reversible: { type: 'boolean' },
    reviewers_available: { type: 'boolean' },
  },
  operations: {
    archive: { impact: 'low' },
    reply: { impact: 'low', raise: [{ id: 'many-recipients', when: { signal: 'recipients', above: 20 }, to: 'high', because: 'it goes to many people' }] },
    delete: { impact: 0.3, confidence: { high: 0.97 } },
    '*': { impact: 'high' },
  },
  segments: [{ name: 'french', when: { signal: 'locale', is: 'fr' }, confidence: { high: 0.9 } }],
  degrade: [
    { id: 'slow', when: { signal: 'latency_ms', above: 800 }, at_most: 'show_options', because: 'the model is slow' },
    { id: 'out-of-scope', when: { signal: 'out_of_scope', is: true }, at_most: 'escalate', because: 'this is outside what the model knows' },
    { id: 'irreversible', when: { all: [{ operation: ['delete', 'reply'] }, { signal: 'reversible', is: false }] }, at_most: 'suggest', because: 'it cannot be undone' },
    { id: 'ambiguous', when: { all: [{ operation: 'archive' }, { margin_below: 0.1 }] }, at_most: 'show_options', because: 'two answers are nearly as likely' },
  ],
  unavailable: [{ action: 'escalate', when: { signal: 'reviewers_available', is: false } }],
  require: [{ name: 'nothing irreversible is deleted by itself', when: { all: [{ operation: 'delete' }, { signal: 'reversible', is: false }] }, at_most: 'suggest' }],
  options: { max: 4 },
  review: { expires_after_s: 86400, then: 'abstain' },
  tests: [{ name: 'archives when sure', given: { confidence: 0.95, second: 0.02, operation: 'archive', signals: { locale: 'en', out_of_scope: false } }, expect: 'auto_apply' }],
})

same<typeof document.name, 'inbox-assistant'>(true)
same<typeof document.confidence.high, 0.85>(true)
same<typeof document.matrix.high.low, 'auto_apply'>(true)
same<(typeof document.degrade)[0]['id'], 'slow'>(true)
const widened: PolicyDocument = document
same<'extra' extends keyof typeof document ? true : false, false>(true)

const conditions: ConditionDeclaration[] = [
  { signal: 'a', above: 1 }, { signal: 'a', from: 1 }, { signal: 'a', below: 1 }, { signal: 'a', up_to: 1 },
  { signal: 'a', is: 'x' }, { signal: 'a', in: [1, 'x', true] }, { operation: 'a' }, { operation: ['a', 'b'] },
  { margin_below: 0.1 }, { alternatives_below: 2 }, { all: [{ operation: 'a' }] }, { any: [{ not: { operation: 'a' } }] },
]

// @ts-expect-error a typo in an action
definePolicy({ leeway: 1, name: 'p', confidence: { low: 0 }, impact: { low: 0 }, matrix: { low: { low: 'sugest' } } })
// @ts-expect-error another version
definePolicy({ leeway: 2, name: 'p', confidence: { low: 0 }, impact: { low: 0 } })
// @ts-expect-error no confidence bands
definePolicy({ leeway: 1, name: 'p', impact: { low: 0 } })
// @ts-expect-error a condition without an operator
const noOperator: ConditionDeclaration = { signal: 'a' }
// @ts-expect-error a signal's type
definePolicy({ leeway: 1, name: 'p', confidence: { low: 0 }, impact: { low: 0 }, signals: { a: { type: 'int' } } })
// @ts-expect-error an unknown field
const unknownField: PolicyDocument = { leeway: 1, name: 'p', confidence: { low: 0 }, impact: { low: 0 }, degrad: [] }
// @ts-expect-error what a review may become
const badReview: PolicyDocument = { leeway: 1, name: 'p', confidence: { low: 0 }, impact: { low: 0 }, review: { expires_after_s: 1, then: 'suggest' } }

// ---- compiling

const policy: Policy = compile(document)
const again: Policy = compile('{}')
const found: Diagnostic[] = check(widened)
same<Policy['hash'], string>(true)
// @ts-expect-error a policy cannot be changed
policy.hash = ''

// What was imported or parsed needs no cast; `check` tells what it is.
declare const imported: { leeway: number, name: string, confidence: { low: number }, impact: { low: number }, degrade: { at_most: string }[] }
compile(imported).free()
const saidOfImported: Diagnostic[] = check(imported)

try {
  compile('')
} catch (error) {
  if (error instanceof PolicyError) {
    same<typeof error.code, 'POLICY_INVALID'>(true)
    const first: Diagnostic | undefined = error.diagnostics[0]
    const line: number | undefined = first?.span?.line
    void line
  }
  if (error instanceof LeewayError) {
    const code: 'NOT_READY' | 'FREED' | 'BAD_COLUMNS' | 'POLICY_INVALID' = error.code
    void code
  }
}

// ---- deciding

const inputs: Input[] = [
  {},
  { confidence: 0.9, operation: 'archive' },
  { confidence: 0.9, impact: 'low' },
  { confidence: 0.9, impact: 0.3, alternatives: [{ label: 'a', confidence: 0.9 }] },
  { id: null, model: null, confidence: null, second: null, alternatives: null, operation: null, impact: null, signals: null, at_most: null, now: null },
  { confidence: 0.9, signals: { locale: 'en', latency_ms: 3, out_of_scope: false, recipients: null }, at_most: 'suggest', now: 7 },
  { confidence: 0.9, alternatives: Object.freeze([{ label: 'a', confidence: 0.9 }]) },
]
const health: Health = { signals: { reviewers_available: true }, at_most: 'suggest' }
const decision: Decision = policy.decide(inputs[0]!)
policy.decide(inputs[1]!, health)
policy.decide(inputs[1]!, null)
policy.decide({ confidence: 0.91, second: 0.03, operation: 'archive', signals: { locale: 'en', out_of_scope: false } })

same<Action, 'block' | 'abstain' | 'escalate' | 'show_options' | 'suggest' | 'auto_apply'>(true)
same<Decision['action'], Action>(true)
same<Decision['code'], DecisionCode>(true)
same<Decision['segment'], string | null>(true)
const rules: readonly string[] = decision.rules
const finding: Finding | undefined = decision.findings[0]
const label: string | undefined = decision.options?.[0]?.label
const words: Record<Action, string> = { block: '', abstain: '', escalate: '', show_options: '', suggest: '', auto_apply: '' }
const shown: string = words[decision.action]

// @ts-expect-error a confidence is a number
policy.decide({ confidence: '0.9' })
// @ts-expect-error a ceiling is an action
policy.decide({ confidence: 0.9, at_most: 'nothing' })
// @ts-expect-error a typo
policy.decide({ confidance: 0.9 })
// @ts-expect-error compared with what is no action
const wrong = decision.action === 'autoapply'
// @ts-expect-error a decision's lists are read-only
decision.rules.push('x')

const explanation: Explanation = policy.explain(inputs[0]!)
const texts: string[] = explanation.steps.map((step) => step.text)
const firstChange: Change | undefined = explanation.changes[0]
const settings: readonly Operand[] = [...(firstChange?.set ?? []), ...(explanation.steps[0]?.operands ?? [])]
const values: (string | number | boolean | null)[] = settings.flatMap(({ value, least, most }) => [value, least, most])
const complete: boolean = !explanation.cut_short
const row: Row = policy.record(inputs[0]!, decision)
policy.record(inputs[0]!, decision, health)
const rowId: string | null = row.id

// ---- columns

const column: Column = { values: new Float64Array(1), present: new Uint8Array(1) }
const columns: ColumnInput = { confidence: new Float64Array(1), second: column, signals: { locale: policy.codes('locale', ['en']) } }
const bytes: Uint8Array = policy.decideColumns(columns)
const loaded: LoadedColumns = policy.loadColumns(columns)
const sameBytes: Uint8Array = policy.decideColumns(loaded)
const action: Action | undefined = ACTIONS[bytes[0]! & 7]
const code: DecisionCode | undefined = CODES[bytes[0]! >> 3]
// @ts-expect-error numbers in a list
policy.decideColumns({ confidence: [0.9] })

// ---- loading and freeing

const ready: Promise<void> = init()
const source: ModuleSource = new Uint8Array()
initSync(new Uint8Array())
policy.free()
loaded.free()

export type Used = [typeof saidOfImported, typeof again, typeof found, typeof conditions, typeof noOperator, typeof unknownField, typeof badReview, typeof rules,
  typeof finding, typeof label, typeof shown, typeof wrong, typeof texts, typeof values, typeof complete, typeof rowId, typeof sameBytes, typeof action, typeof code, typeof ready, typeof source]
