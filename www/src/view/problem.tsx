import type { Diagnostic } from 'leeway-policy'
import { isSound } from '../state/claims.ts'
import { diagnostics, policyText } from '../state/store.ts'
import { ExplainButton } from './instance.tsx'
import { Ticked } from './parts.tsx'

/** A diagnostic: pressed, it leads to its place. */
export function Problem({ one, onGo }: { one: Diagnostic; onGo: () => void }) {
  return (
    <>
      <button type="button" class={`diagnostic ${one.severity}`} onClick={onGo}>
        <span class="severity">{one.severity}</span> <span class="where">{one.span ? `line ${one.span.line}` : one.pointer}</span>
        <span class="message"><Ticked text={one.message} /></span>
        {one.help && <span class="help"><Ticked text={one.help} /></span>}
        <span class="code">{one.code}</span>
      </button>
      <Instance one={one} />
    </>
  )
}

/** The input that shows it, to be explained; a document that cannot decide explains nothing. */
export function Instance({ one }: { one: Diagnostic }) {
  const { counterexample } = one
  if (!counterexample) return null
  const under = [{ title: 'This policy', text: policyText.value }]
  return (
    <p class="counterexample small">for instance <code>{JSON.stringify(counterexample.input)}</code> gives <code>{counterexample.action}</code>{' '}
      {isSound(diagnostics.value) && <ExplainButton {...counterexample} under={under} label={one.message} />}</p>
  )
}
