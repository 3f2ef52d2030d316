import { isFreer, isMove, sizeOf, wrongRate } from '../count/transitions.ts'
import { read } from '../state/document.ts'
import { signalsOf, switches } from '../state/panel.ts'
import { ceiling, client, faults, signalPlaces, view, views } from '../state/store.ts'
import type { Case, CompareRequest, Moved } from '../worker/protocol.ts'
import { confidenceText, count, percent, plain, plural } from '../words.ts'
import { useAnswer } from './answer.ts'
import { ExplainButton } from './instance.tsx'
import { Move, RateText } from './parts.tsx'

/** How many cases of the log that is open go from which action to which. */
export function ChangedOnLog({ before, now }: { before: string; now: string }) {
  const isOneKind = (read(before).operations === undefined) === (read(now).operations === undefined)
  const { value, problem } = useAnswer((give: CompareRequest) => client.ask('compare', give), isOneKind ? requestOf(before, now) : null)
  if (!isOneKind) return <p class="faint">One of the two knows operations, the other impact alone: no log can be put to both.</p>
  if (problem) return <p class="warning">{problem}</p>
  return value && <><Table list={value} /><Telling list={value} before={before} now={now} /></>
}

function requestOf(before: string, now: string): CompareRequest | null {
  if (!view.value) return null
  // Each is told what it asks for.
  const list = [before, now].flatMap((text) => switches(read(text), signalPlaces.value))
  return { view: views.value, before, now: { text: now, signals: signalsOf(list, faults.value), atMost: ceiling.value } }
}

function Table({ list }: { list: readonly Moved[] }) {
  const moves = list.filter(isMove).sort((a, b) => sizeOf(b) - sizeOf(a))
  const all = list.reduce((sum, one) => sum + sizeOf(one), 0)
  const moved = moves.reduce((sum, one) => sum + sizeOf(one), 0)
  return (
    <div class="moves">
      <h3 id="moves-title">On this log: {plural(moved, 'case')} of {count(all)} {moved === 1 ? 'moves' : 'move'} <span class="n">({percent(moved / (all || 1))})</span></h3>
      {moves.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="moves-title">
          <table>
            <thead><tr><th scope="col">from and to</th><th scope="col">cases</th><th scope="col">right</th><th scope="col">wrong</th><th scope="col">share wrong, 95% interval</th></tr></thead>
            <tbody>{moves.map((one) => (
              <tr key={`${one.before} ${one.after}`}><th scope="row"><Move {...one} /></th><td>{count(sizeOf(one))}</td><td>{count(one.right)}</td><td>{count(one.wrong)}</td><td><RateText rate={wrongRate(one)} of={one.right + one.wrong} brief /></td></tr>
            ))}</tbody>
          </table>
        </div>
      )}
    </div>
  )
}

/** The cases that speak most against what changed. */
function Telling({ list, before, now }: { list: readonly Moved[]; before: string; now: string }) {
  const told = list.filter(({ telling }) => telling.length > 0)
  if (told.length === 0) return null
  const health = ceiling.value ? { at_most: ceiling.value } : null
  const under = [{ title: 'Before', text: before }, { title: 'Now', text: now }]
  return (
    <details class="telling">
      <summary>Cases that speak against it, the surest first</summary>
      {told.map((move) => (
        <div key={`${move.before} ${move.after}`}>
          <p><Move {...move} /> <small class="faint">{isFreer(move) ? 'wrong, and given more freedom' : 'right, and given less freedom'}</small></p>
          <ul>{move.telling.map((one) => <li key={one.row}><CaseName one={one} /> <span class="n">{confidenceText(one.confidence)}</span> <ExplainButton input={one.input} health={health} under={under} label={one.text ?? one.id} /></li>)}</ul>
        </div>
      ))}
    </details>
  )
}

const CaseName = ({ one }: { one: Case }) => (
  <>{one.text ? <q>{one.text}</q> : <span class="mono">{one.id}</span>} {one.label && plain(one.label)}{one.operation && one.operation !== one.label && <> → {plain(one.operation)}</>}</>
)
