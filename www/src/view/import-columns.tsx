import { useSignal } from '@preact/signals'
import type { Peek } from '../import/read.ts'
import type { Part, Question } from '../import/recognise.ts'
import type { Mapping } from '../log/types.ts'
import { document_ } from '../state/store.ts'
import { SignalParts, policyFor, signalsFor } from './import-signals.tsx'

const PARTS: { part: Part; title: string; help: string }[] = [
  { part: 'confidence', title: 'Confidence', help: 'how sure the model was, 0 to 1' },
  { part: 'label', title: 'Predicted label or operation', help: 'what the model said, or what the app would do' },
  { part: 'correct', title: 'Right or wrong', help: '1/0, true/false, or an outcome such as accepted, rejected' },
  { part: 'truth', title: 'True label', help: 'compared with the prediction when no column says right or wrong' },
  { part: 'impact', title: 'Impact', help: 'how bad a wrong act is, 0 to 1' },
  { part: 'second', title: 'Second confidence', help: 'the runner-up, for rules about close calls' },
  { part: 'model', title: 'Model', help: 'its version, where the log has several' },
  { part: 'id', title: 'Id', help: 'to find a case again' },
  { part: 'split', title: 'Part', help: 'such as one to fit to and one to check on' },
  { part: 'text', title: 'Text', help: 'what a person would recognise the case by' },
]

/** What was said of a file: its columns, whether the policy of the page stays, and what is still to be asked. */
export interface Said { mapping: Mapping; keep: boolean; questions: Question[] }

interface Props { peek: Peek; keep: boolean; fileName: string; problem?: string; onRead: (said: Said) => void }

/** Says which column is which: filled in where the names tell, asked where they do not. */
export function ColumnsForm({ peek, keep: wasKept, fileName, problem, onRead }: Props) {
  const mapping = useSignal<Mapping>(peek.mapping)
  const keep = useSignal(wasKept)
  const answered = useSignal<readonly string[]>([])
  const ready = mapping.value.confidence !== ''
  const questions = peek.questions.filter(({ part }) => !answered.value.includes(part))
  const answer = (part: string, isAnswer: boolean) => { answered.value = [...answered.value.filter((one) => one !== part), ...(isAnswer ? [part] : [])] }
  const set = (part: Part, column: string) => {
    mapping.value = { ...mapping.value, [part]: column === '' && part !== 'confidence' ? null : column }
    // The true label says, too, whether a prediction was right.
    answer(part === 'truth' ? 'correct' : part, column !== '')
  }
  const finish = () => { if (ready) onRead({ mapping: { ...mapping.value, signals: signalsFor(policyFor(keep.value), peek.header, mapping.value) }, keep: keep.value, questions }) }
  return (
    <form onSubmit={(event) => { event.preventDefault(); finish() }}>
      <h2>What the columns of {fileName} are</h2>
      {problem && <p class="warning" role="alert">{problem}</p>}
      {questions.length > 0
        ? <ul class="questions">{questions.map(({ text }) => <li key={text}>{text}</li>)}</ul>
        : <p class="good">{peek.questions.length === 0 && peek.isNamed ? 'All columns were recognised by their names.' : 'Every question is answered.'}</p>}
      <div class="parts">
        {PARTS.map(({ part, title, help }) => {
          const asked = questions.some((question) => question.part === part)
          return (
            <label key={part} class={`part${asked ? ' asked' : ''}`}>
              <span>{title}</span>
              <select value={mapping.value[part] ?? ''} required={part === 'confidence'} data-part={part} onChange={(event) => set(part, event.currentTarget.value)}>
                <option value="">{part === 'confidence' ? 'choose a column' : 'none'}</option>
                {peek.header.map((column) => <option key={column} value={column}>{column}</option>)}
              </select>
              <small class="faint">{asked && <em>please check: </em>}{help}</small>
            </label>
          )
        })}
        <label class="part"><span>Confidence is written</span>
          <select value={mapping.value.scale} data-part="scale" onChange={(event) => { mapping.value = { ...mapping.value, scale: event.currentTarget.value === '100' ? 100 : 1 }; answer('scale', true) }}>
            <option value="1">from 0 to 1</option><option value="100">in per cent</option>
          </select>
        </label>
        <label class="part"><span>Policy for it</span>
          <select value={keep.value ? 'page' : 'new'} data-part="policy" onChange={(event) => { keep.value = event.currentTarget.value === 'page' }}>
            <option value="new">a first one, made from this log</option><option value="page">{document_.value?.name}, as it is on the page</option>
          </select>
        </label>
      </div>
      <SignalParts policy={policyFor(keep.value)} isNew={!keep.value} header={peek.header} mapping={mapping.value} onChange={(signals) => { mapping.value = { ...mapping.value, signals } }} />
      {mapping.value.alternatives && <p class="faint">Ranked answers were found{'pairs' in mapping.value.alternatives ? `: the best ${mapping.value.alternatives.pairs.length}` : ` in ${mapping.value.alternatives.list}`}. Options will be shown.</p>}
      <Preview peek={peek} mapping={{ ...mapping.value, signals: signalsFor(policyFor(keep.value), peek.header, mapping.value) }} />
      <p class="actions"><button type="submit" class="primary" disabled={!ready} aria-describedby={ready ? undefined : 'not-ready'}>Read the file</button>{!ready && <span id="not-ready" class="faint">Choose the column of <strong>Confidence</strong> first.</span>}</p>
    </form>
  )
}

function Preview({ peek, mapping }: { peek: Peek; mapping: Mapping }) {
  const role = (column: string) => PARTS.find(({ part }) => mapping[part] === column)?.title ?? Object.keys(mapping.signals).find((name) => mapping.signals[name] === column)
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="The first rows">
      <table class="preview">
        <caption class="hidden">The first rows of the file</caption>
        <thead><tr>{peek.header.map((column) => <th key={column} scope="col" class={role(column) ? 'used' : ''}>{column}{role(column) && <small>{role(column)}</small>}</th>)}</tr></thead>
        <tbody>{peek.samples.map((row, at) => <tr key={at}>{row.map((cell, i) => <td key={i}>{cell.slice(0, 60)}</td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}
