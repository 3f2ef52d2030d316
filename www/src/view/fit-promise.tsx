import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ALL_ROWS, NO_ROWS, type FitAsk, type Method } from '../state/fit-choice.ts'
import { badShares, choose, fitChoice } from '../state/fit.ts'
import { ALL_MODELS, log, model } from '../state/store.ts'
import { count } from '../words.ts'

export const SURE = 'How sure, in per cent'
export const TARGET = 'Errors allowed, in per cent'

/** The promise as a sentence, with what it is about. */
export function PromiseForm({ ask }: { ask: FitAsk }) {
  return (
    <form class="promise" onSubmit={(event) => event.preventDefault()}>
      <p class="sentence">
        With <Percent label={SURE} value={ask.sure} onChange={(sure) => choose({ sure })} /> confidence, at most{' '}
        <Percent label={TARGET} value={ask.target} onChange={(target) => choose({ target })} /> of what is done by itself is wrong
        <span class="faint">, for one model, as long as cases keep coming as they did</span>.
      </p>
      <div class="promise-parts">
        <ModelPart ask={ask} />
        <label class="part"><span>Calibrate first</span>
          <select value={ask.calibrate} onChange={(event) => choose({ calibrate: event.currentTarget.value as Method })}>
            <option value="none">no</option><option value="auto">by the number of labels</option><option value="isotonic">isotonic</option><option value="platt">Platt</option>
          </select>
          <small class="faint">{ask.calibrate === 'none' ? 'thresholds are of confidence as the policy has it' : 'on half of the rows; thresholds on the other half'}</small>
        </label>
        <SplitParts ask={ask} />
        <LabelPart ask={ask} />
      </div>
    </form>
  )
}

/** A share as per cent; what is none stays in the field, and nothing is answered until it is one. */
export function Percent({ label, value, onChange }: { label: string; value: number; onChange: (share: number) => void }) {
  const typed = useSignal<string | null>(null)
  const shown = String(Number((value * 100).toPrecision(12)))
  const isBad = badShares.value.includes(label)
  const mark = (bad: boolean) => { badShares.value = [...badShares.peek().filter((one) => one !== label), ...(bad ? [label] : [])] }
  useEffect(() => () => mark(false), [])
  const onInput = (event: { currentTarget: HTMLInputElement }) => {
    typed.value = event.currentTarget.value
    // 2 per cent is 0.02, not 0.020000000000000004.
    const share = Number((event.currentTarget.valueAsNumber / 100).toPrecision(12))
    const isShare = share > 0 && share < 1
    mark(!isShare)
    if (isShare) onChange(share)
  }
  return (
    <span class="percent">
      <input type="number" min="0" max="100" step="any" aria-label={label} aria-invalid={isBad} value={typed.value ?? shown} onInput={onInput} onBlur={() => { if (!isBad) typed.value = null }} />%
      {isBad && <small class="failed" role="alert">a number above 0 and below 100</small>}
    </span>
  )
}

function ModelPart({ ask }: { ask: FitAsk }) {
  const models = log.value?.summary.models ?? []
  if (models.length === 0) {
    return (
      <label class="part"><span>Model</span>
        <input value={ask.model ?? ''} spellcheck={false} placeholder="a name, such as v1" onInput={(event) => { model.value = event.currentTarget.value.trim() || null }} />
        <small class="faint">the log names none: the name that the app will give with each prediction</small>
      </label>
    )
  }
  return (
    <label class="part"><span>Model</span>
      <select value={ask.model ?? ALL_MODELS} onChange={(event) => { model.value = event.currentTarget.value }}>
        {ask.model === null && models.length > 1 && <option value={ALL_MODELS}>choose one</option>}
        {models.filter(({ name }) => name !== '').map(({ name, count: rows }) => <option key={name} value={name}>{name}, {count(rows)} rows</option>)}
      </select>
      <small class="faint">a promise is about one</small>
    </label>
  )
}

function SplitParts({ ask }: { ask: FitAsk }) {
  const splits = log.value?.summary.splits ?? []
  if (splits.length < 2) return null
  const option = ({ name }: { name: string }) => <option key={name} value={name}>{name}</option>
  return (
    <>
      <label class="part"><span>Fitted to</span>
        <select value={ask.split ?? ALL_ROWS} onChange={(event) => choose({ split: event.currentTarget.value })}><option value={ALL_ROWS}>all rows</option>{splits.map(option)}</select>
        <small class="faint">by the column <code>{log.value?.mapping.split}</code></small>
      </label>
      {ask.split !== null && (
        <label class="part"><span>Checked on</span>
          <select value={ask.verify ?? NO_ROWS} onChange={(event) => choose({ verify: event.currentTarget.value })}><option value={NO_ROWS}>nothing</option>{splits.filter(({ name }) => name !== ask.split).map(option)}</select>
          <small class="faint">rows that the fit did not see</small>
        </label>
      )}
    </>
  )
}

/** A log that does not say where its labels come from: a person has to. */
function LabelPart({ ask }: { ask: FitAsk }) {
  const says = log.value?.summary.columns.includes('label_source') ?? false
  return (
    <div class="part"><span>Labels</span>
      {says
        ? <p>as the column <code>label_source</code> says</p>
        : <label class="check"><input type="checkbox" checked={ask.complete} onChange={(event) => choose({ complete: event.currentTarget.checked })} /> every row was meant to be labelled</label>}
      <small class="faint">{says ? 'promises rest on complete and blind labels only' : fitChoice.value.complete === null && ask.complete ? 'so this log was made' : 'not only those that people looked at: of the others nothing would be known'}</small>
    </div>
  )
}

/** Whether these fields hold what can be asked. */
export const isAsked = (...labels: string[]): boolean => !labels.some((label) => badShares.value.includes(label))

export const Unasked = ({ about }: { about: string }) => <div class="fit-answer" role="group" aria-label={about}><p class="faint">Nothing is fitted until the sentence above is whole.</p></div>
