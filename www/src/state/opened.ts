import { batch, signal } from '@preact/signals'
import { against, importing, policyText, viewName } from './store.ts'

/** The policy that came out of a file, and the one that it took the place of. */
export const opened = signal<{ file: string; text: string; before: string } | null>(null)

/** Makes a person's own policy that of the page. */
export const openPolicy = (file: string, text: string): void => batch(() => {
  opened.value = { file, text, before: policyText.value }
  policyText.value = text
  viewName.value = 'policy'
  importing.value = null
})

export function undoOpened(): void {
  if (opened.value) policyText.value = opened.value.before
  opened.value = null
}

/** Lays it beside the policy of the page instead. */
export function compareOpened(): void {
  if (opened.value) against.value = opened.value.text
  undoOpened()
}
