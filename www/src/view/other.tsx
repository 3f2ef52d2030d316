import { policyOfFile } from '../import/policy-file.ts'
import { useSignal } from '@preact/signals'
import { against } from '../state/store.ts'

/** The other policy: pasted, chosen, or dropped anywhere on the page. */
export function Other() {
  const refused = useSignal(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const text = await policyOfFile(file)
    refused.value = text === null
    if (text !== null) against.value = text
  }
  return (
    <div class="other">
      <label>The other policy <small class="faint">paste it, drop its file on the page, or choose it</small>
        <textarea rows={5} class="mono" spellcheck={false} value={against.value ?? ''} onInput={(event) => { against.value = event.currentTarget.value }} />
      </label>
      <input type="file" aria-label="File of the other policy" accept=".json,application/json" onChange={(event) => void take(event.currentTarget.files?.[0])} />
      {refused.value && <p class="warning" role="alert">This file is no policy document.</p>}
    </div>
  )
}
