import type { ComponentChildren } from 'preact'
import { ACTION_WORDS, amount, count, interval, percent, type Action } from '../words.ts'
import { autoErrorRate, type Part } from '../count/summary.ts'
import type { Rate } from '../count/wilson.ts'
import { ENOUGH } from '../count/wilson.ts'

// Pieces that several views show in the same way.

export const Glyph = ({ action }: { action: Action }) => <span class={`glyph ${action}`} aria-hidden="true">{ACTION_WORDS[action].glyph}</span>

export const ActionName = ({ action }: { action: Action }) => (
  <span class="action-name" title={ACTION_WORDS[action].long}><Glyph action={action} />{ACTION_WORDS[action].short}</span>
)

/** From one action to another. */
export const Move = ({ before, after }: { before: Action; after: Action }) => (
  <span class="move"><ActionName action={before} /> <span aria-hidden="true">→</span><span class="hidden">becomes</span> <ActionName action={after} /></span>
)

/** Of what was done by itself, how much was wrong. */
export function AutoRate({ part, brief }: { part: Part; brief?: boolean }) {
  if (part.actions.auto_apply === 0) return <span class="faint">nothing is</span>
  return <RateText rate={autoErrorRate(part)} of={part.autoRight + part.autoWrong} brief={brief} />
}

/** A rate never stands without its interval and its count. */
export function RateText({ rate, of, brief = false }: { rate: Rate | null; of: number; brief?: boolean }) {
  if (!rate) return <span class="faint" title={`${count(of)} labelled cases; at least ${ENOUGH} are needed`}>not enough data <span class="n">n={count(of)}</span></span>
  return (
    <span class="rate" title={`${count(rate.hits)} of ${count(rate.count)} wrong; 95% interval (Wilson)`}>
      <strong>{percent(rate.value)}</strong> <span class="interval">{interval(rate.low, rate.high)}</span>{' '}
      <span class="n">{brief ? `n=${count(rate.count)}` : `of ${count(rate.count)}`}</span>
    </span>
  )
}

export function AmountText({ value, low, high, known, of }: { value: number; low: number; high: number; known: boolean; of: number }) {
  if (!known) return <span class="faint">not enough data</span>
  const scale = of === 0 ? 0 : 1000 / of
  return <span class="rate"><strong>{amount(value * scale)}</strong> {high - low > 0 && <span class="interval">{amount(low * scale)}–{amount(high * scale)}</span>}</span>
}

export const Panel = ({ title, id, children, aside }: { title: string; id: string; children: ComponentChildren; aside?: ComponentChildren }) => (
  <section class="panel" aria-labelledby={id}>
    <header class="panel-head"><h2 id={id}>{title}</h2>{aside}</header>
    {children}
  </section>
)

/** A small set of choices, one of which holds. */
export function Choice<T extends string>({ legend, name, value, options, onChange }: { legend: string; name: string; value: T; options: readonly { value: T; text: string; title?: string }[]; onChange: (value: T) => void }) {
  return (
    <fieldset class="choice">
      <legend class="hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class={option.value === value ? 'on' : ''} title={option.title}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Shares of the actions as one bar, most autonomy first. */
export function ActionBar({ actions, total, label }: { actions: Record<Action, number>; total: number; label: string }) {
  const parts = (Object.keys(ACTION_WORDS) as Action[]).filter((action) => actions[action] > 0)
  const spoken = parts.map((action) => `${ACTION_WORDS[action].short} ${percent(actions[action] / total)}`).join(', ')
  return (
    <div class="action-bar" role="img" aria-label={`${label}: ${spoken || 'no cases'}`}>
      {parts.map((action) => <span key={action} class={`fill ${action}`} style={{ width: `${(actions[action] / total) * 100}%` }} title={`${ACTION_WORDS[action].short}: ${count(actions[action])}`} />)}
    </div>
  )
}

/** Text in backticks is the person's own, set as code. */
export function Ticked({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 ? <code key={at}>{part === '' ? '""' : part}</code> : part))}</>
}
