import { against } from '../state/store.ts'
import { usePolicyFile } from './use.ts'

/** The other policy: pasted, chosen, or dropped anywhere on the page. */
export function Other() {
  const { refused, take } = usePolicyFile((text) => { against.value = text })
  return (
    <div class="other">
      <label>The other policy <small class="faint">paste it, drop its file on the page, or choose it</small>
        <textarea rows={5} class="mono" spellcheck={false} value={against.value ?? ''} onInput={(event) => { against.value = event.currentTarget.value }} />
      </label>
      <input type="file" aria-label="File of the other policy" accept=".json,application/json" onChange={(event) => void take(event.currentTarget)} />
      {refused.value && <p class="warning" role="alert">This file is no policy document.</p>}
    </div>
  )
}
