import { asks, costOfAll } from '../count/summary.ts'
import { costOf, selection, summary, select } from '../state/store.ts'
import { ACTION_WORDS, LADDER, count, percent, perThousand } from '../words.ts'
import { ActionBar, AmountText, AutoRate, Glyph } from './parts.tsx'

/** The few numbers that a choice is made by; they stay on the screen while a threshold is dragged. */
export function Totals() {
  const now = summary.value
  if (!now) return <section class="totals" aria-busy="true" aria-label="Totals" />
  const { all } = now
  const cost = costOfAll(now, costOf.value)
  return (
    <section class="totals" aria-label="Totals">
      <ActionBar actions={all.actions} total={all.count} label="All cases" />
      <ul class="action-list">
        {LADDER.map((action) => (
          <li key={action} class={all.actions[action] === 0 ? 'zero' : ''}>
            <button type="button" aria-pressed={isOnly(action)} title={`${ACTION_WORDS[action].long}; show the cases`} disabled={all.actions[action] === 0}
              onClick={() => select({ group: null, confidence: null, impact: null, action })}>
              <Glyph action={action} /><span class="word">{ACTION_WORDS[action].short}</span> <strong>{percent(all.actions[action] / (all.count || 1))}</strong> <span class="n">{count(all.actions[action])}</span>
            </button>
          </li>
        ))}
      </ul>
      <dl class="figures">
        <div><dt>Wrong when done by itself</dt><dd><AutoRate part={all} /></dd></div>
        <div><dt title="suggested, options shown or sent to a reviewer">People asked, per 1,000</dt><dd><strong>{perThousand(asks(all), all.count)}</strong> <span class="n">of {count(all.count)} cases</span></dd></div>
        <div><dt title="from the costs that you set below">Cost per 1,000</dt><dd><AmountText value={cost.total} low={cost.low} high={cost.high} known={cost.known} of={all.count} /></dd></div>
      </dl>
    </section>
  )
}

const isOnly = (action: string): boolean => selection.value?.action === action && !selection.value.confidence && !selection.value.group
