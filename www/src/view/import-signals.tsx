import { guessSignal, signalsOfLogs } from '../import/signals.ts'
import starter from '../policies/starter.json?raw'
import type { Mapping } from '../log/types.ts'
import type { SignalType } from '../state/document.ts'
import { validText } from '../state/store.ts'
import { plain } from '../words.ts'

/** The policy that the log is read for. */
export const policyFor = (keep: boolean): string => (keep ? validText.value : starter)

/** What was chosen for each signal of a policy, else the column that it seems to stand in. */
export const signalsFor = (policy: string, header: readonly string[], mapping: Mapping): Mapping['signals'] =>
  Object.fromEntries(signalsOfLogs(policy).map(([name]) => [name, Object.hasOwn(mapping.signals, name) ? mapping.signals[name] : guessSignal(name, header, mapping)]))

interface Props { policy: string; isNew: boolean; header: readonly string[]; mapping: Mapping; onChange: (signals: Mapping['signals']) => void }

/** The signals that the policy reads, each with the column that holds it. */
export function SignalParts({ policy, isNew, header, mapping, onChange }: Props) {
  const declared = signalsOfLogs(policy)
  if (declared.length === 0) return null
  const signals = signalsFor(policy, header, mapping)
  return (
    <fieldset class="signal-parts">
      <legend>Signals of the policy</legend>
      <p class="faint small">Facts that its rules read. {isNew ? 'What the log does not have is left out of a first policy, unless it has a default.' : 'What the log does not have counts as missing, unless you set it under What if: rules that ask for it then count as if they held.'}</p>
      <div class="parts">
        {declared.map(([name, type]) => (
          <label key={name} class="part"><span>{plain(name)}</span>
            <select value={signals[name] ?? ''} data-part={`signals.${name}`} onChange={(event) => onChange({ ...mapping.signals, [name]: event.currentTarget.value || null })}>
              <option value="">– not in this log –</option>
              {header.map((column) => <option key={column} value={column}>{column}</option>)}
            </select>
            <small class="faint">{kindOf(type)}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function kindOf({ type, values, unit, default: usual }: SignalType): string {
  const kind = type === 'boolean' ? 'yes or no' : values ? values.join(', ') : type === 'number' ? `a number${unit ? ` of ${unit}` : ''}` : 'words'
  return usual === undefined ? kind : `${kind}; ${String(usual)} where it is missing`
}
