// Runs the shared cases (`tests/cases/README.md`) through the package. Plain JavaScript without any runtime's own API,
// so that Node, workerd, Deno, Bun and browsers run this very file; the file's text is handed in.

const DECISION = [
  'action', 'code', 'reason', 'cell', 'base', 'rules', 'missing', 'segment', 'findings', 'options', 'audit',
]

/** Runs a file of cases; its name tells the form. */
export function runFile(leeway, file, content) {
  const outcome = { passed: 0, failures: [] }
  const policies = new Policies(leeway)
  try {
    const cases = file.endsWith('.ndjson') ? lines(content) : casesOf(JSON.parse(content))
    if (cases.length === 0) throw new Error('has no case')
    for (const one of cases) attempt(outcome, `${file}: ${one.name}`, () => runCase(leeway, policies, one))
  } catch (problem) {
    outcome.failures.push(`${file}: ${problem.message}`)
  }
  policies.free()
  return outcome
}

function attempt(outcome, name, run) {
  try {
    run()
    outcome.passed += 1
  } catch (problem) {
    outcome.failures.push(`${name}: ${problem.message}`)
  }
}

/** Each document is compiled once. */
class Policies {
  constructor(leeway) {
    this.leeway = leeway
    this.compiled = new Map()
  }

  of(document) {
    let policy = this.compiled.get(document)
    if (policy === undefined) this.compiled.set(document, (policy = this.leeway.compile(document)))
    return policy
  }

  free() {
    for (const policy of this.compiled.values()) policy.free()
  }
}

// ---- reading files

function lines(content) {
  const rows = content.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line))
  return rows.flatMap(({ document, cases }, row) => cases.map(({ input, health, expect, ...rest }, index) => {
    onlyFields(rest, [])
    // This form does not fix the segment of a decision with findings.
    const { segment, ...others } = expect
    const fixed = expect.code === 'invalid_input' ? others : expect
    const given = health === undefined ? { input } : { input, health }
    return { name: `line ${row + 1}, case ${index + 1}`, document, given: revive(given), expect: revive(fixed) }
  }))
}

function casesOf(file) {
  if (Array.isArray(file)) return file.map((one) => readCase(one, {}))
  if (file.given !== undefined) return [readCase(file, {})]
  onlyFields(file, ['about', 'policies', 'cases'])
  return file.cases.map((one) => readCase(one, file.policies ?? {}))
}

function readCase(one, policies) {
  onlyFields(one, ['name', 'why', 'given', 'expect'])
  onlyFields(one.given, ['policy', 'document', 'text', 'change', 'input', 'health'])
  if (typeof one.why !== 'string' || one.why.trim() === '') throw new Error(`${one.name}: has no \`why\``)
  const { policy, document, text, change } = one.given
  const base = policy === undefined ? document : policies[policy]
  if ((base === undefined) === (text === undefined)) throw new Error(`${one.name}: has no document`)
  const whole = text === undefined ? revive(change === undefined ? base : merge(base, change)) : joined(text)
  return { name: one.name, document: whole, given: revive(one.given), expect: revive(one.expect) }
}

/** A text, or a list of texts and `{of, times}`. */
function joined(pieces) {
  if (!Array.isArray(pieces)) return pieces
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.of.repeat(piece.times))).join('')
}

/** RFC 7396: objects are merged, null removes, anything else replaces. */
function merge(target, change) {
  if (!isObject(change)) return change
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, part] of Object.entries(change)) {
    if (part === null) merged.delete(name)
    else merged.set(name, merge(merged.get(name), part))
  }
  return Object.fromEntries(merged)
}

/** `{"$num": "NaN"}` stands for the number that JSON cannot write. */
function revive(value) {
  if (Array.isArray(value)) return value.map(revive)
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && entries[0][0] === '$num') return Number(entries[0][1])
  return Object.fromEntries(entries.map(([name, part]) => [name, revive(part)]))
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function onlyFields(value, known) {
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`\`${unknown}\` is no field here`)
}

// ---- running

function runCase(leeway, policies, { document, given, expect }) {
  const [first] = Object.keys(expect)
  if (first === undefined) throw new Error('`expect` names nothing')
  if (['diagnostics', 'others', 'compiles'].includes(first)) return runDiagnostics(leeway, document, expect)
  if (first === 'hash') return runHash(leeway, document, expect.hash)
  const input = given.input ?? null
  const policy = policies.of(document)
  if (first === 'explain') return agrees(expect, { explain: policy.explain(input, given.health) }, 'case')
  const decision = policy.decide(input, given.health)
  if (first === 'record') return agrees(expect, { record: policy.record(input, decision, given.health) }, 'case')
  onlyFields(expect, DECISION)
  agrees(expect, decision, 'decision')
  wellFormed(decision)
  agrees(decision, policy.explain(input, given.health).decision, 'explain().decision')
}

function wellFormed(decision) {
  const fields = Object.keys(decision)
  if (fields.join() !== DECISION.join()) throw new Error(`the decision's fields are ${fields.join()}`)
  if (!Object.isFrozen(decision)) throw new Error('the decision is not frozen')
}

/** A document has one hash, whether it is given as text or as an object. */
function runHash(leeway, document, hash) {
  for (const form of forms(document)) {
    const policy = leeway.compile(form)
    agrees(hash, policy.hash, `hash of ${typeof form}`)
    policy.free()
  }
}

/** The engine gives errors only; `leeway.warns` says that this `check` is the lab's. */
function runDiagnostics(leeway, document, { diagnostics, others, compiles }) {
  const isOfEngine = ({ severity }) => compiles !== true && !['warning', 'hint'].includes(severity)
  const expected = leeway.warns ? diagnostics : diagnostics.filter(isOfEngine)
  for (const form of forms(document)) {
    const found = leeway.check(form)
    const wanted = typeof form === 'string' ? expected : expected.map(withoutPlace)
    if (others === true) eachIsAmong(wanted, found)
    else agrees(wanted, found, `diagnostics of ${typeof form}`)
    compileAgrees(leeway, form, compiles === true ? [] : found)
  }
}

/** `compile` refuses exactly what `check` finds errors in, and says the same. */
function compileAgrees(leeway, document, found) {
  const isWrong = found.some((diagnostic) => diagnostic.severity === 'error')
  try {
    leeway.compile(document).free()
  } catch (error) {
    if (!(error instanceof leeway.PolicyError)) throw error
    if (!isWrong) throw new Error(`compile refuses what check does not: ${error.message}`)
    return agrees(found, error.diagnostics, 'PolicyError.diagnostics')
  }
  if (isWrong) throw new Error('compile takes what check refuses')
}

/** A tree is given both ways. */
function forms(document) {
  return typeof document === 'string' ? [document] : [document, JSON.stringify(document)]
}

/** An object has no lines. */
function withoutPlace(diagnostic) {
  return 'span' in diagnostic ? { ...diagnostic, span: null } : diagnostic
}

function eachIsAmong(wanted, found) {
  for (const one of wanted) {
    if (!found.some((other) => difference(one, other) === null)) throw new Error(`${show(one)} is not among ${show(found)}`)
  }
}

function agrees(wanted, got, place) {
  const found = difference(wanted, got)
  if (found !== null) throw new Error(`${place}${found}; got ${show(got)}`)
}

/** Objects agree on the fields that are wanted, lists item by item, all else exactly. Null when they agree. */
function difference(wanted, got) {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got) || got.length !== wanted.length) return `: wanted ${show(wanted)}, got ${show(got)}`
    return firstDifference(wanted.map((part, index) => [index, part]), got)
  }
  if (isObject(wanted) && isObject(got)) return firstDifference(Object.entries(wanted), got)
  // NaN equals NaN, and 0 equals -0.
  if (wanted === got || (wanted !== wanted && got !== got)) return null
  return `: wanted ${show(wanted)}, got ${show(got)}`
}

function firstDifference(parts, got) {
  for (const [name, part] of parts) {
    if (!Object.hasOwn(got, name)) return `.${name}: wanted ${show(part)}, got no such field`
    const found = difference(part, got[name])
    if (found !== null) return `.${name}${found}`
  }
  return null
}

function show(value) {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'number' && !Number.isFinite(part) ? String(part) : part))
  return text === undefined ? String(value) : text.slice(0, 600)
}
