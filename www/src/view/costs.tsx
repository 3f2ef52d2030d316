import { useEffect, useRef } from 'preact/hooks'
import { costOfAll, summarise } from '../count/summary.ts'
import { costOf, impactBands, setCost, sweep, costs, type Cost } from '../state/store.ts'
import type { SweepPoint } from '../worker/protocol.ts'
import { plain } from '../words.ts'
import { Panel } from './parts.tsx'
import { paint } from './use.ts'

/** What an error and a question cost, by impact: the person's own figures, in any unit. */
export function Costs() {
  return (
    <Panel title="What it costs" id="costs" aside={Object.keys(costs.value).length > 0 && <button type="button" class="quiet" onClick={() => { costs.value = {} }}>as before</button>}>
      <table class="costs">
        <thead><tr><th scope="col">impact</th><th scope="col">a wrong act</th><th scope="col">asking a person</th></tr></thead>
        <tbody>{impactBands.value.map(({ name }) => <CostRow key={name} name={name} cost={costOf.value[name]} />)}</tbody>
      </table>
      <p class="faint small">In any unit. A person who is asked is taken to notice what is wrong; what the AI leaves alone costs nothing here.</p>
      <Sweep />
    </Panel>
  )
}

function CostRow({ name, cost }: { name: string; cost: Cost }) {
  const field = (part: keyof Cost, label: string) => (
    <td><input type="number" min="0" step="any" aria-label={`${label}, ${plain(name)} impact`} value={cost[part]}
      onInput={(event) => { const value = event.currentTarget.valueAsNumber; if (value >= 0) setCost(name, { ...cost, [part]: value }) }} /></td>
  )
  return <tr><th scope="row">{plain(name)}</th>{field('error', 'Cost of a wrong act')}{field('review', 'Cost of asking')}</tr>
}

/** What each position of the highest threshold would have cost. */
function Sweep() {
  const box = useRef<HTMLDivElement>(null)
  const now = sweep.value
  const prices = costOf.value
  const version = paint.value
  useEffect(() => {
    const place = box.current
    if (!now || !place) return
    let isCurrent = true
    const rows = pointsOf(now.points, prices)
    void import('../draw/sweep.ts').then(({ drawSweep }) => { if (isCurrent) place.replaceChildren(drawSweep(rows, place.clientWidth)) })
    return () => { isCurrent = false }
  }, [now, prices, version])
  if (!now) return null
  return (
    <>
      <h3 class="small-title">If <q>{plain(now.band)}</q> began elsewhere</h3>
      <div class="sweep" ref={box} role="img" aria-label={spokenSweep(now.points, prices, now.band)} />
    </>
  )
}

export interface SweepRow { value: number; cost: number; low: number; high: number; auto: number }

function pointsOf(points: readonly SweepPoint[], prices: Record<string, Cost>): SweepRow[] {
  return points.map(({ value, tally }) => {
    const summary = summarise(tally)
    const cost = costOfAll(summary, prices)
    const scale = 1000 / (summary.all.count || 1)
    return { value, cost: cost.total * scale, low: cost.low * scale, high: cost.high * scale, auto: summary.all.actions.auto_apply / (summary.all.count || 1) }
  })
}

function spokenSweep(points: readonly SweepPoint[], prices: Record<string, Cost>, band: string): string {
  const known = pointsOf(points, prices).filter(({ cost }) => Number.isFinite(cost))
  if (known.length === 0) return 'Cost by threshold: not enough data'
  const best = known.reduce((least, row) => (row.cost < least.cost ? row : least))
  return `Cost per 1,000 cases by threshold ${band}: lowest, ${Math.round(best.cost)}, at ${best.value}`
}
