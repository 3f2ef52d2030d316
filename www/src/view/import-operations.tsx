import { useSignal } from '@preact/signals'
import { isOperationName, operationTable, startPolicy, type Choice } from '../import/propose.ts'
import { forgetLog } from '../state/fit.ts'
import { document_, faults, policyText, startText, validText, viewName, type OwnFile } from '../state/store.ts'
import { count, percent, plural } from '../words.ts'
import { BadRowReport } from './badrows.tsx'
import { openOwn, saidOf } from './import-open.ts'
import type { Step } from './import.tsx'

type Read = Step & { name: 'operations' }

/** What the app does for each label, and how bad it is when it does so wrongly. */
export function OperationsForm({ now, onBack }: { now: Read; onBack: () => void }) {
  const choices = useSignal<Choice[]>(now.choices)
  const varies = now.summary.labels.some(({ impacts }) => impacts > 1)
  const perRow = useSignal(saidOf(now.file)?.useImpact ?? (now.summary.impacts !== null && (varies || now.choices.length === 0)))
  const bad = choices.value.filter(({ operation }) => !isOperationName(operation))
  const known = now.keep ? (document_.value?.operations ?? {}) : null
  const strange = known === null || Object.hasOwn(known, '*') ? [] : choices.value.filter(({ operation }) => !Object.hasOwn(known, operation))
  const update = (at: number, change: Partial<Choice>) => { choices.value = choices.value.map((choice, i) => (i === at ? { ...choice, ...change } : choice)) }
  const finish = () => {
    const hasMore = now.summary.labels.length > choices.value.length
    const file: OwnFile = { name: now.file.name, size: now.file.size, mapping: now.mapping, header: now.peek.header, operations: choices.value.length ? operationTable(choices.value) : null, useImpact: perRow.value }
    const isSame = saidOf(now.file) !== null
    if (!isSame) { viewName.value = 'explore'; faults.value = {}; forgetLog() }
    if (now.keep) openOwn(now.file, file, now, isSame ? startText.value : validText.value, policyText.value)
    else openOwn(now.file, file, now, startPolicy(perRow.value && varies ? [] : choices.value, perRow.value, hasMore, now.mapping.signals))
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (bad.length === 0) finish() }}>
      <p role="status"><strong>{plural(now.report.rows, 'row')}</strong> read{now.report.unlabelled > 0 && `; of ${count(now.report.unlabelled)} it is not known whether they were right`}.</p>
      {now.report.bad > 0 && <BadRowReport report={now.report} />}
      {now.summary.impacts !== null && (
        <label class="check"><input type="checkbox" checked={perRow.value} onChange={(event) => { perRow.value = event.currentTarget.checked }} /> each row's own impact counts{varies ? ' (it differs from row to row: rows are shown by impact)' : ''}</label>
      )}
      {choices.value.length > 0 && (now.keep || !(perRow.value && varies)) && (
        <>
          <h2>What the app does for each label</h2>
          <p class="faint">Several labels may lead to the same operation. {now.keep ? <>The policy <code>{document_.value?.name}</code> stays as it is.</> : 'Impact: 0 harmless, 1 as bad as it gets; from 0.5 on it counts as high.'}</p>
          {strange.length > 0 && <p class="warning">The policy does not list {strange.slice(0, 5).map(({ operation }) => `“${operation}”`).join(', ')}{strange.length > 5 && ` and ${strange.length - 5} more`}: these cases would be faulty input for it.</p>}
          <div class="scroll tall" tabIndex={0} role="region" aria-label="Labels and operations">
            <table class="operations">
              <thead><tr><th scope="col">label</th><th scope="col">cases</th><th scope="col">wrong</th><th scope="col">operation</th>{!now.keep && <th scope="col">impact</th>}</tr></thead>
              <tbody>{choices.value.map((choice, at) => <ChoiceRow key={choice.label} choice={choice} hasImpact={!now.keep} onChange={(change) => update(at, change)} />)}</tbody>
            </table>
          </div>
        </>
      )}
      {bad.length > 0 && <p class="warning" role="alert">Names of operations are small letters, digits, _ and -, and begin with a letter: {bad.slice(0, 3).map(({ operation }) => `“${operation}”`).join(', ')}</p>}
      <p class="actions"><button type="submit" class="primary" disabled={bad.length > 0}>Explore</button> <button type="button" onClick={onBack}>Columns again</button></p>
    </form>
  )
}

function ChoiceRow({ choice, hasImpact, onChange }: { choice: Choice; hasImpact: boolean; onChange: (change: Partial<Choice>) => void }) {
  return (
    <tr>
      <th scope="row">{choice.label === '' ? <em>empty</em> : choice.label}</th>
      <td class="n">{count(choice.count)}</td>
      <td class="n">{choice.labelled >= 30 ? percent(choice.wrong / choice.labelled) : <span class="faint">not enough data</span>}</td>
      <td><input value={choice.operation} aria-label={`Operation for ${choice.label}`} spellcheck={false} onInput={(event) => onChange({ operation: event.currentTarget.value })} /></td>
      {hasImpact && <td><input type="number" min="0" max="1" step="0.1" value={choice.impact} aria-label={`Impact of ${choice.label}`} onInput={(event) => { const value = event.currentTarget.valueAsNumber; if (value >= 0 && value <= 1) onChange({ impact: value }) }} /></td>}
    </tr>
  )
}
