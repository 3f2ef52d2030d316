import { batch, signal } from '@preact/signals'
import { against, errorOf, importing, policyText, setPolicies, startText, viewName, type Policies } from './store.ts'

/** The policy that came out of a file, and what it took the place of. */
export const opened = signal<{ file: string; text: string; before: Policies } | null>(null)

/** Makes a person's own policy that of the page. What is changed is changed since then, once it has no errors to start from. */
export const openPolicy = (file: string, text: string): void => batch(() => {
  opened.value = { file, text, before: { start: startText.value, text: policyText.value } }
  if (errorOf(text) === null) setPolicies({ start: text, text })
  else policyText.value = text
  viewName.value = 'policy'
  importing.value = null
})

export const undoOpened = (): void => batch(() => {
  if (opened.value) setPolicies(opened.value.before)
  opened.value = null
})

/** Lays it beside the policy of the page instead. */
export function compareOpened(): void {
  if (opened.value) against.value = opened.value.text
  undoOpened()
}
