import type { PolicyFit } from 'leeway-policy/lab'
import type { FitAsk } from '../state/fit-choice.ts'
import { fits } from '../state/store.ts'
import { count, percent } from '../words.ts'
import { useAnswer } from './answer.ts'
import { Panel } from './parts.tsx'

/** What other promises would be bought with. */
const TARGETS = [0.001, 0.01, 0.02, 0.05, 0.1]

/** How many labels a promise needs before anything can be tested. */
export function LabelsNeeded({ ask, fit }: { ask: FitAsk; fit: PolicyFit | null }) {
  const targets = [...new Set([...TARGETS, ask.target])].sort((a, b) => a - b)
  // Delta is split over the families that have labels enough.
  const families = Math.max(1, Number(fit?.evidence.families_tested ?? 1))
  const { value, problem } = useAnswer((give) => fits.ask('needed', give), { targets, sure: ask.sure, families })
  return (
    <Panel title="Labels that a promise needs" id="labels">
      {problem && <p class="warning">{problem}</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label="Labels by target">
        <table class="needed">
          <thead><tr><th scope="col">at most wrong</th><th scope="col">if none is wrong</th><th scope="col">where the test starts: two wrong</th></tr></thead>
          <tbody>{(value ?? []).map(({ target, without_error, with_two }) => (
            <tr key={target} class={target === ask.target ? 'now' : ''}><th scope="row">{percent(target)}{target === ask.target && <span class="hidden"> (asked now)</span>}</th><td>{count(without_error)}</td><td>{count(with_two)}</td></tr>
          ))}</tbody>
        </table>
      </div>
      <p class="faint small">With {percent(ask.sure)} confidence, in each family of cases with a threshold of its own{families > 1 && `; ${count(families)} share the doubt`}. Only cases that could be done by itself count, and only labels that were not picked for what they say: of a whole period, or of a blind audit.</p>
    </Panel>
  )
}
