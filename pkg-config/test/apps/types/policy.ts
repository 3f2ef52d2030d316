// The types of one policy, made by `leeway types` (inbox.ts; a test of the command line holds it), as an app uses them.
import { compile } from 'leeway-policy'
import type { Decision, Health, Input, Operation, Policy, Rule, Segment, Signals } from './inbox.js'

declare const document: string
const policy: Policy = compile(document) as Policy
const health: Health = { at_most: 'suggest', signals: { latency_ms: 900 } }
const signals: Signals = { locale: 'fr', recipients: 3, reversible: null }
const input: Input = { id: 'mail-1', confidence: 0.9, operation: 'archive', signals, impact: 'high' }

const decision: Decision = policy.decide(input, health)
const rule: Rule | undefined = decision.rules[0]
const segment: Segment | null = decision.segment
policy.record(input, decision)
policy.explain(input).steps
policy.free()

// Any other operation stands for `*`; the listed ones are still known by name.
const forwarded: Input = { operation: 'forward' }
const named: Operation = 'delete'

// What is given to the policy of one document goes to any.
compile(document).decide(input, health)

// @ts-expect-error a signal that the policy does not declare
const misspelt: Signals = { lokale: 'fr' }
// @ts-expect-error a value that the signal does not list
const unlisted: Signals = { locale: 'de' }
// @ts-expect-error a number, not a string
const wrong: Signals = { recipients: '3' }
// @ts-expect-error operations are listed, so that one must be named
const unnamed: Input = { confidence: 0.9 }
// @ts-expect-error no band of impact
const nowhere: Input = { operation: 'archive', impact: 'medium' }
// @ts-expect-error no rule has this id
const unknown: Rule = 'slower'

export { forwarded, misspelt, named, nowhere, rule, segment, unknown, unlisted, unnamed, wrong }
