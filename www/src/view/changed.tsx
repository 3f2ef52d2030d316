import { useMemo } from 'preact/hooks'
import type { Diff, DiffRegion } from 'leeway-policy'
import { isFreer } from '../count/transitions.ts'
import { against, errorOf, hasErrors, startText, studies, validText } from '../state/store.ts'
import { useAnswer } from './answer.ts'
import { ChangedOnLog } from './changed-log.tsx'
import { ExplainButton } from './instance.tsx'
import { Other } from './other.tsx'
import { Choice, Move, Panel, Ticked } from './parts.tsx'

/** Where this policy decides otherwise than the one that the person started from, or than any other. */
export function Changed() {
  const isOther = against.value !== null
  const before = against.value ?? startText.value
  const now = validText.value
  const problem = useMemo(() => (before.trim() === '' ? null : errorOf(before)), [before])
  const isAsked = before.trim() !== '' && problem === null && now !== '' && before !== now
  return (
    <Panel title="What changed" id="changed" aside={
      <Choice legend="Compared with" name="against" value={isOther ? 'other' : 'start'} onChange={(next) => { against.value = next === 'other' ? '' : null }}
        options={[{ value: 'start', text: 'since the start' }, { value: 'other', text: 'from another policy' }]} />}>
      {isOther && <Other />}
      {problem && <p class="warning" role="alert">{isOther ? 'The other policy' : 'The policy at the start'} has errors: <Ticked text={problem} /></p>}
      {hasErrors.value && <p class="faint">This is about the last version without errors.</p>}
      {before === now && <p class="faint">Nothing: both are the same text.</p>}
      {isAsked && <Differences before={before} now={now} title={isOther ? 'The other policy' : 'At the start'} />}
    </Panel>
  )
}

function Differences({ before, now, title }: { before: string; now: string; title: string }) {
  const { value, problem, isNewest } = useAnswer((give) => studies.ask('diff', give), { before, after: now })
  if (problem) return <p class="warning">{problem}</p>
  if (!value) return <p class="faint" role="status">Comparing …</p>
  const under = [{ title, text: before }, { title: 'Now', text: now }]
  return (
    <div aria-busy={!isNewest}>
      {value.regions.length === 0 && <p>No input is decided otherwise{value.cut_short ? ', as far as was searched' : ': only words, tests or promises differ'}.</p>}
      {byTransition(value).map((regions) => <Group key={`${regions[0].before} ${regions[0].after}`} regions={regions} under={under} />)}
      {value.cut_short && <p class="faint small">There may be more: the search ended at its limit.</p>}
      {value.regions.length > 0 && <ChangedOnLog before={before} now={now} />}
    </div>
  )
}

/** The regions in their order, those of one transition together. */
function byTransition({ regions }: Diff): DiffRegion[][] {
  const groups = new Map<string, DiffRegion[]>()
  for (const region of regions) {
    const key = `${region.before} ${region.after}`
    groups.set(key, [...(groups.get(key) ?? []), region])
  }
  return [...groups.values()]
}

/** How many regions of a transition are shown at once. */
const SHOWN = 3

function Group({ regions, under }: { regions: readonly DiffRegion[]; under: { title: string; text: string }[] }) {
  const [{ before, after }] = regions
  const item = (region: DiffRegion) => <Region key={region.text} region={region} under={under} />
  return (
    <section class="transition" data-transition={`${before} ${after}`}>
      <h3><Move before={before} after={after} /> <small class="faint">{isFreer({ before, after }) ? 'more freedom' : 'less freedom'}</small></h3>
      <ul>{regions.slice(0, SHOWN).map(item)}</ul>
      {regions.length > SHOWN && <details><summary>{regions.length - SHOWN} more</summary><ul>{regions.slice(SHOWN).map(item)}</ul></details>}
    </section>
  )
}

function Region({ region, under }: { region: DiffRegion; under: { title: string; text: string }[] }) {
  // That nothing is wrong with the input goes without saying.
  const parts = region.where.filter(({ field, invalid }) => field !== 'input' || invalid)
  const text = parts.map((part) => part.text).join(', ') || 'always'
  return <li><Ticked text={text} /> <ExplainButton input={region.example} under={under} label={text} /></li>
}
