import { countsAs, type Switch } from '../state/panel.ts'
import { outside } from '../state/lab-log.ts'
import { faults, panel, source } from '../state/store.ts'
import { importAgain } from './import-open.ts'
import { Ticked } from './parts.tsx'

/** Which signals of the policy the log does not hold, and what they count as. */
export function SignalsOutside() {
  const isOwn = source.value.kind === 'file'
  // A promise is about what is decided without those that are measured on it.
  const list = panel.value.filter(({ type }) => type.source !== 'monitor')
  if (list.length === 0) return null
  const text = list.length === 1 ? `\`${list[0].name}\` is not in the log: it counts as ${meaning(list[0], isOwn)}` : `Not in the log: ${list.map((one) => `\`${one.name}\` counts as ${meaning(one, isOwn)}`).join('; ')}`
  return <p class={isOwn ? 'outside' : 'outside faint small'}><Ticked text={text} />.{isOwn && <> <button type="button" class="quiet" onClick={importAgain}>Which column is it?</button></>}</p>
}

function meaning(one: Switch, isOwn: boolean): string {
  const value = outside()[one.name] ?? null
  const why = value === null ? '' : isOwn && Object.hasOwn(faults.value, one.name) ? ', as set under What if' : ', as when all is well'
  return countsAs(one, value) + why
}
