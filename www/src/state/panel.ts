import type { Document, SignalType } from './document.ts'
import type { SignalValue, Signals } from '../worker/protocol.ts'
import { columnOfSignal } from '../log/signals.ts'
import type { Mapping } from '../log/types.ts'
import { plain } from '../words.ts'

// The switches of the faults panel: one for each signal that the policy reads and the log does not hold.

/** `usual` is what counts until somebody sets it: null for a signal that is missing. */
export interface Switch { name: string; title: string; type: SignalType; usual: SignalValue; normal: SignalValue; fault: SignalValue; normalText: string; faultText: string }

/** Where signals may stand. Of a log that comes with the page it is known that all was well; of nobody else's. */
export interface SignalPlaces { columns: readonly string[]; signals: Mapping['signals']; isBundled: boolean }

type Preset = Pick<Switch, 'title' | 'normal' | 'fault' | 'normalText' | 'faultText'>

/** The health signals that policies usually read, and what they read when all is well. */
const PRESETS: Record<string, Preset> = {
  latency_ms: { title: 'The model is slow', normal: 120, fault: 2000, normalText: '120 ms', faultText: '2,000 ms' },
  out_of_scope: { title: 'Outside what the model knows', normal: false, fault: true, normalText: 'in scope', faultText: 'out of scope' },
  reviewers_available: { title: 'Reviewers are away', normal: true, fault: false, normalText: 'at work', faultText: 'away' },
  error_alarm: { title: 'The error alarm is on', normal: false, fault: true, normalText: 'quiet', faultText: 'on' },
  model_age_days: { title: 'The model is old', normal: 1, fault: 365, normalText: '1 day', faultText: '365 days' },
}

export function switches(document: Document, { columns, signals, isBundled }: SignalPlaces): Switch[] {
  return Object.entries(document.signals ?? {})
    .filter(([name]) => columnOfSignal(name, signals, (column) => columns.includes(column)) === null)
    .map(([name, type]) => {
      const preset = fits(PRESETS[name], type) ? PRESETS[name] : null
      return { name, type, usual: preset && isBundled ? preset.normal : null, ...(preset ?? guessed(name, type)) }
    })
}

const fits = (preset: Preset | undefined, type: SignalType): preset is Preset => preset !== undefined && typeof preset.normal === type.type

function guessed(name: string, type: SignalType): Preset {
  const given = (type.default ?? null) as SignalValue
  if (type.type === 'boolean') return { title: plain(name), normal: given ?? false, fault: given !== true, normalText: given === true ? 'yes' : 'no', faultText: given === true ? 'no' : 'yes' }
  const values = type.values ?? []
  const normal = given ?? (type.type === 'string' ? (values[0] ?? null) : 0)
  const fault = type.type === 'string' ? (values.find((value) => value !== normal) ?? null) : 1000
  return { title: plain(name), normal, fault, normalText: String(normal), faultText: values.length === 2 ? String(fault) : 'other' }
}

/** What a value of a signal counts as, in words; a signal that is missing may have a default. */
export const countsAs = ({ type }: Switch, value: SignalValue): string =>
  value !== null ? `\`${value}\`` : type.default === undefined ? 'missing' : `\`${type.default as string}\`, its default`

/** What the policy is told: what each switch was set to, else what is usual. */
export function signalsOf(list: readonly Switch[], faults: Signals): Signals {
  return Object.fromEntries(list.map(({ name, usual }) => [name, Object.hasOwn(faults, name) ? faults[name] : usual]))
}
