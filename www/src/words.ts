// Words for people who do not read policies: what each action means for whoever uses the app.

/** The actions, most autonomy first: the order of the ladder. */
export const LADDER = ['auto_apply', 'suggest', 'show_options', 'escalate', 'abstain', 'block'] as const
export type Action = (typeof LADDER)[number]

export interface ActionWords { short: string; long: string; glyph: string }

export const ACTION_WORDS: Record<Action, ActionWords> = {
  auto_apply: { short: 'Done by itself', long: 'the AI acts, nobody is asked, it can be undone', glyph: '●' },
  suggest: { short: 'Suggested', long: 'the person at the screen confirms one proposal', glyph: '◐' },
  show_options: { short: 'Options shown', long: 'the person at the screen picks from several', glyph: '☰' },
  escalate: { short: 'Sent to a reviewer', long: 'someone else, with authority, decides', glyph: '▲' },
  abstain: { short: 'AI stays out', long: 'the AI says and does nothing, people go on without it', glyph: '○' },
  block: { short: 'Refused', long: 'refused, and nobody is asked', glyph: '■' },
}

/** These ask a person before anything happens. */
export const ASKS: readonly Action[] = ['suggest', 'show_options', 'escalate']

export const isAction = (name: unknown): name is Action => typeof name === 'string' && Object.hasOwn(ACTION_WORDS, name)

/** `move_money` as `move money`: names in a policy are identifiers, people read words. */
export const plain = (name: string): string => name.replace(/[_-]+/g, ' ')

const whole = new Intl.NumberFormat('en')
export const count = (value: number): string => whole.format(value)

export function percent(value: number): string {
  const hundred = value * 100
  if (hundred === 0 || hundred === 100) return `${hundred}%`
  return `${hundred < 1 ? hundred.toFixed(2) : hundred < 10 || hundred > 99 ? hundred.toFixed(1) : hundred.toFixed(0)}%`
}

/** An interval of shares: `1.1–1.8%`. */
export const interval = (low: number, high: number): string => `${percent(low).slice(0, -1)}–${percent(high)}`

/** A confidence with as many digits as it has, six at most. */
export const confidenceText = (value: number): string => String(Number(value.toFixed(6)))

export const perThousand = (part: number, of: number): string => (of === 0 ? '0' : amount((part / of) * 1000))

export function amount(value: number): string {
  return value !== 0 && Math.abs(value) < 10 ? value.toFixed(1) : whole.format(Math.round(value))
}

export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`
