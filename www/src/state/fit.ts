import { computed, signal } from '@preact/signals'
import { USUAL, settle, type FitAsk, type FitChoice } from './fit-choice.ts'
import { ALL_MODELS, log, model, source } from './store.ts'

// What a person asked of a fit, and what that means for the log that is open.

export const fitChoice = signal<FitChoice>(USUAL)
export const choose = (change: Partial<FitChoice>): void => { fitChoice.value = { ...fitChoice.value, ...change } }

/** The labels of fields that hold no share just now: nothing is answered before they do. */
export const badShares = signal<readonly string[]>([])

/** What was said of one log does not hold for another. */
export function forgetLog(): void {
  model.value = null
  choose({ split: null, verify: null, complete: null })
}

export const fitAsk = computed<FitAsk | null>(() => {
  const now = log.value
  return now && settle(fitChoice.value, now.summary, source.value.kind === 'bundled', model.value === ALL_MODELS ? null : model.value)
})
