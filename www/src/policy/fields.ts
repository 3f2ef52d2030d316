// What may stand where in a policy document, for completion. DESIGN section 2 in the form of a table; a test holds it to `check`.

export interface Field { name: string; about: string; value?: string }
export type Kind = 'fields' | 'names'

const condition: Field[] = [
  { name: 'signal', about: 'the signal to look at', value: '""' },
  { name: 'above', about: 'true when the signal is greater' }, { name: 'from', about: 'true when it is as great or greater' },
  { name: 'below', about: 'true when the signal is smaller' }, { name: 'up_to', about: 'true when it is as small or smaller' },
  { name: 'is', about: 'true when the signal has this value' }, { name: 'in', about: 'true when the signal has one of these values', value: '[]' },
  { name: 'operation', about: 'true for this operation, or for one of a list', value: '""' },
  { name: 'margin_below', about: 'true when confidence less the second one is smaller', value: '0.1' },
  { name: 'alternatives_below', about: 'true when fewer alternatives are given', value: '2' },
  { name: 'all', about: 'true when all of these are', value: '[]' }, { name: 'any', about: 'true when one of these is', value: '[]' }, { name: 'not', about: 'true when this is not', value: '{}' },
]

const raise: Field[] = [
  { name: 'id', about: 'a short name, shown in decisions', value: '""' }, { name: 'when', about: 'the condition', value: '{}' },
  { name: 'to', about: 'the impact that it is raised to' }, { name: 'because', about: 'the reason, in words for a person', value: '""' }, { name: 'meta', about: 'free notes', value: '{}' },
]

/** Fields by place; `*` is any name or number, `**` any depth of conditions. */
export const FIELDS: readonly { at: string; fields: readonly Field[] }[] = [
  { at: '', fields: [
    { name: 'leeway', about: 'the version of this format', value: '1' }, { name: 'name', about: 'the name of the policy', value: '""' }, { name: '$schema', about: 'where the JSON Schema is', value: '""' },
    { name: 'meta', about: 'free notes: owner, approval', value: '{}' }, { name: 'confidence', about: 'the confidence bands and where each starts', value: '{}' },
    { name: 'impact', about: 'the impact bands and where each starts', value: '{}' }, { name: 'matrix', about: 'what is done for each confidence and impact', value: '{}' },
    { name: 'calibration', about: 'by model, what share of its predictions is right at each score', value: '{}' },
    { name: 'evidence', about: 'what justifies the thresholds; Fit writes it', value: '{}' },
    { name: 'signals', about: 'the facts that conditions read', value: '{}' }, { name: 'operations', about: 'what the app can do, and how bad a mistake is', value: '{}' },
    { name: 'segments', about: 'parts of the traffic with thresholds of their own', value: '[]' }, { name: 'degrade', about: 'rules that lower what is done', value: '[]' },
    { name: 'unavailable', about: 'actions that cannot be taken now', value: '[]' }, { name: 'require', about: 'what must always hold; checked before the policy runs', value: '[]' },
    { name: 'options', about: 'how many options are shown', value: '{}' }, { name: 'audit', about: 'how many decisions are picked for audit, by a hash of their id', value: '{}' }, { name: 'review', about: 'when a review item expires, and into what', value: '{}' },
    { name: 'tests', about: 'examples that must come out as said', value: '[]' }, { name: 'invalid', about: 'what is done when the input is faulty' }, { name: 'without_confidence', about: 'an absent confidence counts as the lowest band' },
  ] },
  { at: 'calibration/*', fields: [{ name: 'method', about: 'isotonic or platt', value: '"isotonic"' }, { name: 'points', about: '[score, probability], ascending', value: '[]' }] },
  { at: 'evidence', fields: [{ name: 'at_most', about: 'what is left to a model without evidence that counts' }, { name: 'fits', about: 'one for each model', value: '[]' }] },
  { at: 'evidence/fits/*', fields: [{ name: 'risk', about: 'written by Fit' }, { name: 'alpha', about: 'written by Fit' }, { name: 'delta', about: 'written by Fit' }, { name: 'targets_tried', about: 'written by Fit' }, { name: 'fit', about: 'written by Fit' }, { name: 'shared_over_fits', about: 'written by Fit' }, { name: 'delta_used', about: 'written by Fit' }, { name: 'families_tested', about: 'written by Fit' }, { name: 'start_errors', about: 'written by Fit' }, { name: 'starts', about: 'written by Fit' }, { name: 'grid', about: 'written by Fit' }, { name: 'model', about: 'written by Fit' }, { name: 'label_source', about: 'written by Fit' }, { name: 'label_rate', about: 'written by Fit' }, { name: 'one_row_per_unit', about: 'written by Fit' }, { name: 'log', about: 'written by Fit' }, { name: 'calibration', about: 'written by Fit' }, { name: 'scope', about: 'written by Fit' }, { name: 'fitted_at', about: 'written by Fit' }, { name: 'valid_until', about: 'written by Fit' }, { name: 'families', about: 'written by Fit' }] },
  { at: 'evidence/fits/*/grid', fields: [{ name: 'ranks', about: 'written by Fit' }, { name: 'given', about: 'written by Fit' }] },
  { at: 'evidence/fits/*/families/*', fields: [{ name: 'segment', about: 'written by Fit' }, { name: 'operation', about: 'written by Fit' }, { name: 'band', about: 'written by Fit' }, { name: 'labels', about: 'written by Fit' }, { name: 'threshold', about: 'written by Fit' }, { name: 'reason', about: 'written by Fit' }, { name: 'delta', about: 'written by Fit' }, { name: 'starts_at', about: 'written by Fit' }, { name: 'path', about: 'written by Fit' }] },
  { at: 'signals/*', fields: [
    { name: 'type', about: 'number, boolean or string' }, { name: 'unit', about: 'for people: ms, days', value: '""' },
    { name: 'values', about: 'the words that a string signal can be', value: '[]' }, { name: 'default', about: 'what counts when the signal is missing' },
    { name: 'source', about: 'monitor: measured on what was decided; read by rules alone', value: '"monitor"' },
  ] },
  { at: 'operations/*', fields: [{ name: 'impact', about: 'a band, or a number from 0 to 1' }, { name: 'confidence', about: 'thresholds of its own', value: '{}' }, { name: 'raise', about: 'when its impact is higher', value: '[]' }, { name: 'meta', about: 'free notes', value: '{}' }] },
  { at: 'operations/*/raise/*', fields: raise },
  { at: 'segments/*', fields: [{ name: 'name', about: 'its name', value: '""' }, { name: 'when', about: 'the condition', value: '{}' }, { name: 'confidence', about: 'its thresholds', value: '{}' }, { name: 'meta', about: 'free notes', value: '{}' }] },
  { at: 'degrade/*', fields: [
    { name: 'id', about: 'a short name, shown in decisions', value: '""' }, { name: 'when', about: 'the condition', value: '{}' },
    { name: 'at_most', about: 'the most autonomy left while it holds' }, { name: 'because', about: 'the reason, in words for a person', value: '""' }, { name: 'meta', about: 'free notes', value: '{}' },
  ] },
  { at: 'unavailable/*', fields: [{ name: 'action', about: 'the action that cannot be taken, or a list' }, { name: 'when', about: 'the condition', value: '{}' }] },
  { at: 'require/*', fields: [{ name: 'name', about: 'the promise, in words', value: '""' }, { name: 'when', about: 'the condition', value: '{}' }, { name: 'at_most', about: 'the most autonomy while it holds' }] },
  { at: 'options', fields: [{ name: 'max', about: 'how many options are shown at most', value: '5' }, { name: 'threshold', about: 'which of them hold the answer, as a fit writes it', value: '{}' }] },
  { at: 'options/threshold', fields: [
    { name: 'method', about: 'lac or aps', value: '"lac"' }, { name: 'coverage', about: 'the share of cases whose options hold the answer', value: '0.9' },
    { name: 'delta', about: 'how likely that may fail to hold', value: '0.05' }, { name: 'targets_tried', about: 'over how many targets delta is split', value: '1' },
    { name: 'cells_tested', about: 'over how many cells delta is split', value: '1' }, { name: 'model', about: 'the model it was fitted to', value: '""' },
    { name: 'label_source', about: 'complete or audit_blind', value: '"complete"' }, { name: 'log', about: 'the SHA-256 of the log', value: '""' }, { name: 'cells', about: 'a threshold for each cell', value: '[]' },
  ] },
  { at: 'options/threshold/cells/*', fields: [
    { name: 'cell', about: 'its bands; null for what was lowered to it', value: 'null' }, { name: 'labels', about: 'how many labels it was fitted to', value: '100' },
    { name: 'index', about: 'which of their scores is the threshold', value: '95' }, { name: 'threshold', about: 'the threshold', value: '0.1' },
  ] },
  { at: 'options/threshold/cells/*/cell', fields: [{ name: 'confidence', about: 'the confidence band', value: '""' }, { name: 'impact', about: 'the impact band', value: '""' }] },
  { at: 'audit', fields: [{ name: 'rate', about: 'the share of what may be automatic', value: '0.02' }, { name: 'explore_rate', about: 'the share of all else', value: '0.002' }, { name: 'salt', about: 'the key of the hash', value: '""' }] },
  { at: 'review', fields: [{ name: 'expires_after_s', about: 'seconds until nobody needs to answer any more', value: '86400' }, { name: 'then', about: 'what happens then' }] },
  { at: 'tests/*', fields: [{ name: 'name', about: 'what it shows', value: '""' }, { name: 'given', about: 'the input', value: '{}' }, { name: 'health', about: 'the health beside it', value: '{}' }, { name: 'expect', about: 'the action that must come out' }] },
  { at: 'tests/*/given', fields: [
    { name: 'confidence', about: 'how sure the model is', value: '0.9' }, { name: 'second', about: 'the runner-up', value: '0.05' }, { name: 'alternatives', about: 'ranked answers', value: '[]' },
    { name: 'operation', about: 'what the app would do', value: '""' }, { name: 'impact', about: 'its impact' }, { name: 'signals', about: 'the facts', value: '{}' }, { name: 'at_most', about: 'a ceiling' }, { name: 'id', about: 'an id', value: '""' }, { name: 'model', about: 'a model', value: '""' },
  ] },
  { at: 'tests/*/health', fields: [{ name: 'signals', about: 'the facts', value: '{}' }, { name: 'at_most', about: 'a ceiling' }] },
  { at: '**/when', fields: condition },
]

/** Which list of words a value comes from, by its place. */
export const VALUES: readonly { at: RegExp; words: 'actions' | 'impact' | 'operations' | 'signals' | 'types' | 'lowest' }[] = [
  { at: /^matrix\/[^/]+\/[^/]+$/, words: 'actions' }, { at: /(^|\/)(at_most|then|expect|invalid)$/, words: 'actions' }, { at: /^unavailable\/\d+\/action(\/\d+)?$/, words: 'actions' },
  { at: /^operations\/[^/]+\/impact$/, words: 'impact' }, { at: /^operations\/[^/]+\/raise\/\d+\/to$/, words: 'impact' }, { at: /^tests\/\d+\/given\/impact$/, words: 'impact' },
  { at: /\/operation(\/\d+)?$/, words: 'operations' }, { at: /\/signal$/, words: 'signals' }, { at: /^signals\/[^/]+\/type$/, words: 'types' }, { at: /^without_confidence$/, words: 'lowest' },
]

/** The fields that an object at this path may have; null where its keys are free or are names of the document. */
export function fieldsAt(path: readonly (string | number)[]): readonly Field[] | null {
  const words = path.map(String)
  const when = words.indexOf('when')
  // Inside a condition every further object is a condition too.
  if (when >= 0) return condition
  return FIELDS.find(({ at }) => matches(at.split('/').filter(Boolean), words))?.fields ?? null
}

const matches = (pattern: readonly string[], words: readonly string[]): boolean =>
  pattern.length === words.length && pattern.every((part, i) => part === '*' || part === words[i])
