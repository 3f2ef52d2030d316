import type { Document, SignalType } from './document.ts'
import type { SignalValue, Signals } from '../worker/protocol.ts'
import { plain } from '../words.ts'

// The switches of the faults panel: one for each signal that the policy reads and the log does not hold.

export interface Switch { name: string; title: string; type: SignalType; normal: SignalValue; fault: SignalValue; normalText: string; faultText: string }

type Preset = Pick<Switch, 'title' | 'normal' | 'fault' | 'normalText' | 'faultText'>

/** The health signals that policies usually read, and what they read when all is well. */
const PRESETS: Record<string, Preset> = {
  latency_ms: { title: 'The model is slow', normal: 120, fault: 2000, normalText: '120 ms', faultText: '2,000 ms' },
  out_of_scope: { title: 'Outside what the model knows', normal: false, fault: true, normalText: 'in scope', faultText: 'out of scope' },
  reviewers_available: { title: 'Reviewers are away', normal: true, fault: false, normalText: 'at work', faultText: 'away' },
  error_alarm: { title: 'The error alarm is on', normal: false, fault: true, normalText: 'quiet', faultText: 'on' },
  model_age_days: { title: 'The model is old', normal: 1, fault: 365, normalText: '1 day', faultText: '365 days' },
}

export function switches(document: Document, logColumns: readonly string[]): Switch[] {
  return Object.entries(document.signals ?? {})
    .filter(([name]) => !logColumns.includes(name))
    .map(([name, type]) => ({ name, type, ...(fits(PRESETS[name], type) ? PRESETS[name] : guessed(name, type)) }))
}

const fits = (preset: Preset | undefined, type: SignalType): preset is Preset => preset !== undefined && typeof preset.normal === type.type

function guessed(name: string, type: SignalType): Preset {
  const given = (type.default ?? null) as SignalValue
  if (type.type === 'boolean') return { title: plain(name), normal: given ?? false, fault: given !== true, normalText: given === true ? 'yes' : 'no', faultText: given === true ? 'no' : 'yes' }
  const values = type.values ?? []
  const normal = given ?? (type.type === 'string' ? (values[0] ?? null) : 0)
  return { title: plain(name), normal, fault: type.type === 'string' ? (values.find((value) => value !== normal) ?? null) : 1000, normalText: String(normal), faultText: 'other' }
}

/** What the policy is told: each switch at its normal value unless it was set. */
export function signalsOf(list: readonly Switch[], faults: Signals): Signals {
  return Object.fromEntries(list.map(({ name, normal }) => [name, Object.hasOwn(faults, name) ? faults[name] : normal]))
}
