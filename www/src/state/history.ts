import { batch, effect } from '@preact/signals'
import { bundled } from '../logs/catalogue.ts'
import { fitChoice } from './fit.ts'
import { applyPolicyChange, decode, encode, policyChange, type PolicyChange, type UrlState } from './url.ts'
import { against, axis, caseRow, ceiling, costs, errorOf, faults, listing, loading, log, model, openBundled, policyText, selection, setPolicies, source, sourceName, startText, viewName } from './store.ts'

// Keeps the address and the page the same. A step back is a step back in what was looked at.

const SETTLE_MS = 350
let applying = false
let timer: ReturnType<typeof setTimeout> | undefined

export function stateNow(): UrlState {
  const { value: from } = source
  const own = from.kind === 'file'
  const isOwnStart = own || startText.value !== bundled(from.id)?.policy
  return {
    view: viewName.value, log: own ? null : from.id, file: own ? from.file : null, model: model.value, axis: axis.value, faults: faults.value,
    ceiling: ceiling.value, costs: costs.value, selection: selection.value, caseRow: caseRow.value, listing: listing.value, fit: fitChoice.value, against: against.value,
    policy: isOwnStart ? { kind: 'text', text: policyText.value, start: startText.value } : policyChange(startText.value, policyText.value),
  }
}

export async function linkNow(): Promise<string> {
  return `${location.href.replace(/#.*/, '')}#${await encode(stateNow())}`
}

export async function startHistory(): Promise<void> {
  await apply(await decode(location.hash))
  addEventListener('popstate', () => void decode(location.hash).then(apply))
  effect(() => {
    if (!log.value) return
    const state = stateNow()
    clearTimeout(timer)
    timer = setTimeout(() => void write(state), SETTLE_MS)
  })
}

async function write(state: UrlState): Promise<void> {
  const hash = `#${await encode(state)}`
  if (applying || hash === location.hash) return
  // The first address that the page writes only completes the one it was opened with.
  if (location.hash === '' || history.state === null) history.replaceState({ leeway: true }, '', hash)
  else history.pushState({ leeway: true }, '', hash)
}

async function apply(state: UrlState): Promise<void> {
  applying = true
  batch(() => {
    viewName.value = state.view
    axis.value = state.axis
    faults.value = state.faults
    ceiling.value = state.ceiling
    costs.value = state.costs
    model.value = state.model
    against.value = state.against
    fitChoice.value = state.fit
  })
  await applyLog(state)
  batch(() => { selection.value = state.selection; caseRow.value = state.caseRow; listing.value = state.listing })
  applying = false
}

async function applyLog(state: UrlState): Promise<void> {
  const next = state.file ? sourceName({ kind: 'file', file: state.file }) : (state.log ?? 'clinc150')
  const entry = state.file ? undefined : (bundled(next) ?? bundled('clinc150'))
  const start = startOf(state.policy) ?? entry?.policy ?? startText.value
  const text = applyPolicyChange(start, state.policy)
  if (log.value && sourceName(source.value) === next) {
    batch(() => setPolicies({ start, text }))
    if (entry && state.model === null) model.value = entry.model
    return
  }
  if (state.file) { loading.value = { state: 'wanted', file: state.file }; wantedPolicy = state.policy; return }
  if (entry) await openBundled(entry.id, { start, text })
}

/** Where a link says that its policy started, unless that has errors. */
const startOf = (change: PolicyChange): string | null => (change.kind === 'text' && change.start !== null && errorOf(change.start) === null ? change.start : null)

let wantedPolicy: PolicyChange = { kind: 'same' }
/** The policy that the link of a dropped file held. */
export const policyOfLink = (start: string): string => applyPolicyChange(start, wantedPolicy)
export const startOfLink = (): string | null => (wantedPolicy.kind === 'text' ? wantedPolicy.start : null)
