import type { Change, Explanation } from 'leeway-policy'
import { ACTION_WORDS, percent, plain, type Action } from '../words.ts'
import { CODE_WORDS } from './faults.tsx'
import { ActionName, Ticked } from './parts.tsx'

/** A decision, each step of why, and what would have changed it. */
export function Explained({ explanation, truth }: { explanation: Explanation; truth?: string | undefined }) {
  const { decision, steps, changes, cut_short, ignored } = explanation
  return (
    <>
      <p class="decision"><ActionName action={decision.action as Action} /> <q>{decision.reason}</q> <small class="faint">{CODE_WORDS[decision.code] ?? decision.code}</small></p>
      {decision.options && <Options options={decision.options} truth={truth} />}
      <ol class="steps">{steps.map((step, at) => <li key={at} class={step.truth === 'false' ? 'faint' : ''}><b>{STEP_WORDS[step.step] ?? plain(step.step)}</b> <Ticked text={step.text} /></li>)}</ol>
      <Changes changes={changes} cutShort={cut_short} />
      {ignored.length > 0 && <p class="faint small">Not read by this policy: {ignored.join(', ')}</p>}
    </>
  )
}

/** How many changes of an action are shown at once: the first is the preferred one. */
const SHOWN = 3

/** The exact changes that would have given another action. */
function Changes({ changes, cutShort }: { changes: readonly Change[]; cutShort: boolean }) {
  const actions = [...new Set(changes.map(({ action }) => action))]
  return (
    <div class="changes" role="group" aria-label="What would change it">
      <h3>What would change it</h3>
      {actions.length === 0 && <p class="faint">No change of one value or of two would.</p>}
      <dl>{actions.map((action) => <Ways key={action} action={action} ways={changes.filter((change) => change.action === action)} />)}</dl>
      {cutShort && <p class="faint small">There may be more: not every two values were tried together.</p>}
    </div>
  )
}

function Ways({ action, ways }: { action: Action; ways: readonly Change[] }) {
  const more = ways.slice(SHOWN)
  return (
    <div data-action={action}>
      <dt><ActionName action={action} /></dt>
      <dd>
        <ul>{ways.slice(0, SHOWN).map(Way)}</ul>
        {more.length > 0 && <details><summary aria-label={`${more.length} more ways to ${ACTION_WORDS[action].short}`}>{more.length} more</summary><ul>{more.map(Way)}</ul></details>}
      </dd>
    </div>
  )
}

/** The sentence begins with the action, which stands beside it already. */
const Way = ({ action, text }: Change) => <li key={text}><Ticked text={text.slice(action.length + 3)} /></li>

const STEP_WORDS: Record<string, string> = { check: 'input', thresholds: 'confidence', cell: 'matrix', degrade: 'rule', unavailable: 'who is there' }

/** The choices that a person would be shown, as they would be shown. */
function Options({ options, truth }: { options: readonly { label: string; confidence: number }[]; truth: string | undefined }) {
  return (
    <div class="options">
      <p>The person would pick from:</p>
      <ul>{options.map(({ label, confidence }) => <li key={label}><span class="option">{plain(label)}</span> <small class="faint">{percent(confidence)}{label === truth && <b> · the true one</b>}</small></li>)}</ul>
    </div>
  )
}
