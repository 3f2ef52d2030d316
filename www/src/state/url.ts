import type { AxisKind } from '../count/axis.ts'
import { isAction, type Action } from '../words.ts'
import type { SignalValue, Signals } from '../worker/protocol.ts'
import { edit } from './document.ts'
import { readChoice, writeChoice, type FitChoice } from './fit-choice.ts'
import type { Cost, Listing, OwnFile, Selection, ViewName } from './store.ts'

// The state of the page as the part of the address after #. A link brings everything back except a file, which it asks for by name.

export interface UrlState {
  view: ViewName
  log: string | null
  file: OwnFile | null
  model: string | null
  axis: AxisKind
  faults: Signals
  ceiling: Action | null
  costs: Record<string, Cost>
  selection: Selection | null
  caseRow: number | null
  listing: Listing
  fit: FitChoice
  policy: PolicyChange
  /** Another policy that this one is compared with. */
  against: string | null
}
/** How the policy differs from the one that the log starts with, or all of it, with the one that it started as where that is another. */
export type PolicyChange = { kind: 'same' } | { kind: 'edits'; edits: Edit[] } | { kind: 'text'; text: string; start: string | null }
export type Edit = [path: string[], value: number | string | undefined]

const VIEWS: readonly ViewName[] = ['explore', 'fit', 'policy', 'sign-off']
const PLAIN = /^[a-z][a-z0-9_-]*$/

/** The shortest exact way to say how `text` came from `start`. */
export function policyChange(start: string, text: string): PolicyChange {
  if (start === text) return { kind: 'same' }
  const edits = differences(tryRead(start), tryRead(text), [])
  if (edits && edits.length <= 40 && applyPolicyChange(start, { kind: 'edits', edits }) === text) return { kind: 'edits', edits }
  return { kind: 'text', text, start: null }
}

export function applyPolicyChange(start: string, change: PolicyChange): string {
  if (change.kind === 'same') return start
  if (change.kind === 'text') return change.text
  return change.edits.reduce((text, [path, value]) => edit(text, path, value), start)
}

const tryRead = (text: string): unknown => { try { return JSON.parse(text) as unknown } catch { return null } }
const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Changed numbers and names, added and removed; null where something else changed. */
function differences(a: unknown, b: unknown, path: string[]): Edit[] | null {
  if (JSON.stringify(a) === JSON.stringify(b)) return []
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    const parts = keys.map((key) => (PLAIN.test(key) ? differences(a[key], b[key], [...path, key]) : null))
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part as Edit[])
  }
  if (a === undefined && isObject(b)) return differences({}, b, path)
  if (b === undefined || typeof b === 'number' || (typeof b === 'string' && PLAIN.test(b))) return [[path, b]]
  return null
}

export async function encode(state: UrlState): Promise<string> {
  const parts = new Map<string, string>()
  if (state.view !== 'explore') parts.set('view', state.view)
  if (state.log) parts.set('log', state.log)
  if (state.model) parts.set('model', state.model)
  if (state.axis !== 'even') parts.set('axis', state.axis)
  if (Object.keys(state.faults).length) parts.set('faults', Object.entries(state.faults).map(([name, value]) => `${name}:${value === null ? '' : value}`).join(';'))
  if (state.ceiling) parts.set('ceiling', state.ceiling)
  if (Object.keys(state.costs).length) parts.set('costs', Object.entries(state.costs).map(([band, { error, review }]) => `${band}:${error}:${review}`).join(';'))
  if (state.selection) parts.set('cell', [state.selection.group, state.selection.confidence, state.selection.impact, state.selection.action].map((part) => part ?? '').map(encodeURIComponent).join('|'))
  if (state.listing.wrongOnly || state.listing.sort !== 'order' || state.listing.from > 0) parts.set('list', [state.listing.wrongOnly ? 'wrong' : 'all', state.listing.sort, state.listing.from].join(':'))
  if (state.caseRow !== null) parts.set('case', String(state.caseRow))
  if (writeChoice(state.fit) !== '') parts.set('fit', writeChoice(state.fit))
  if (state.policy.kind === 'edits') parts.set('set', state.policy.edits.map(([path, value]) => `${path.join('.')}:${value ?? ''}`).join(';'))
  if (state.policy.kind === 'text') parts.set('policy', await pack(state.policy.start === null ? state.policy.text : JSON.stringify([state.policy.text, state.policy.start])))
  if (state.against) parts.set('against', await pack(state.against))
  if (state.file) parts.set('file', await pack(JSON.stringify(state.file)))
  return [...parts].map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%(3A|3B|2F|7C|2C)/g, decodeURIComponent)}`).join('&')
}

/** Reads an address; whatever it cannot make sense of is left at its normal value. */
export async function decode(hash: string): Promise<UrlState> {
  const parts = new Map(hash.replace(/^#/, '').split('&').filter(Boolean).map((part) => [part.slice(0, part.indexOf('=')), safe(part.slice(part.indexOf('=') + 1))]))
  const get = (key: string) => parts.get(key) ?? null
  return {
    view: VIEWS.find((name) => name === get('view')) ?? 'explore',
    log: get('log'),
    file: await readFile(get('file')),
    model: get('model'),
    axis: get('axis') === 'stretched' ? 'stretched' : 'even',
    faults: Object.fromEntries(list(get('faults')).map(([name, value]) => [name, signalValue(value)])),
    ceiling: isAction(get('ceiling')) ? (get('ceiling') as Action) : null,
    costs: Object.fromEntries(list(get('costs')).flatMap(([band, error, review]) => (Number(error) >= 0 && Number(review) >= 0 ? [[band, { error: Number(error), review: Number(review) }]] : []))),
    selection: readSelection(get('cell')),
    caseRow: get('case') !== null && Number.isInteger(Number(get('case'))) ? Number(get('case')) : null,
    listing: readListing(get('list')),
    fit: readChoice(get('fit')),
    policy: await readPolicy(get('set'), get('policy')),
    against: await unpack(get('against') ?? '') || null,
  }
}

const safe = (text: string): string => { try { return decodeURIComponent(text) } catch { return '' } }
const list = (text: string | null): string[][] => (text ?? '').split(';').filter(Boolean).map((entry) => entry.split(':')).filter(([name]) => PLAIN.test(name))

function signalValue(text: string | undefined): SignalValue {
  if (text === undefined || text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return Number.isFinite(Number(text)) ? Number(text) : text
}

function readSelection(text: string | null): Selection | null {
  if (text === null) return null
  const [group, confidence, impact, action] = text.split('|').map((part) => (part === '' ? null : safe(part)))
  return { group: group ?? null, confidence: confidence ?? null, impact: impact ?? null, action: isAction(action) ? action : null }
}

function readListing(text: string | null): Listing {
  const [which, sort, from] = (text ?? '').split(':')
  return { wrongOnly: which === 'wrong', sort: sort === 'confident' || sort === 'unsure' ? sort : 'order', from: Number.isInteger(Number(from)) ? Math.max(0, Number(from)) : 0 }
}

async function readPolicy(set: string | null, packed: string | null): Promise<PolicyChange> {
  if (packed !== null) {
    const text = await unpack(packed)
    if (text === null) return { kind: 'same' }
    const both = text.startsWith('[') ? (tryRead(text) as [string, string] | null) : null
    return both ? { kind: 'text', text: both[0], start: both[1] } : { kind: 'text', text, start: null }
  }
  if (set === null) return { kind: 'same' }
  const edits = set.split(';').filter(Boolean).map((entry): Edit => {
    const at = entry.lastIndexOf(':')
    const value = entry.slice(at + 1)
    return [entry.slice(0, at).split('.'), value === '' ? undefined : Number.isFinite(Number(value)) ? Number(value) : value]
  })
  return { kind: 'edits', edits: edits.filter(([path]) => path.every((name) => PLAIN.test(name))) }
}

async function readFile(packed: string | null): Promise<OwnFile | null> {
  if (packed === null) return null
  const value = tryRead((await unpack(packed)) ?? '') as Partial<OwnFile> | null
  return value && typeof value.name === 'string' && isObject(value.mapping) && Array.isArray(value.header) ? ({ ...value, mapping: { ...value.mapping, split: value.mapping.split ?? null, signals: isObject(value.mapping.signals) ? value.mapping.signals : {} } } as OwnFile) : null
}

/** Deflated, in the letters that an address may hold. */
export async function pack(text: string): Promise<string> {
  const bytes = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer()
  let binary = ''
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte)
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** Addresses come from strangers: what unpacks to more than this is not one of ours. */
const MOST = 2 << 20

export async function unpack(packed: string): Promise<string | null> {
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      text += decoder.decode(value, { stream: true })
      if (text.length > MOST) return null
    }
  } catch { return null }
}

