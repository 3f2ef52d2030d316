// Generated inputs, as columns and, row by row, as the objects that say the same.
import { pick } from './random.mjs'

const ACTIONS = ['block', 'abstain', 'escalate', 'show_options', 'suggest', 'auto_apply']

/** `{ columns, inputs }` for a document; the numbers lie on and around the document's own. */
export function generate(document, rows, random) {
  const inputs = Array.from({ length: rows }, () => ({ signals: {} }))
  const columns = { signals: {} }
  const cuts = numbersOf(document)
  const fractions = cuts.filter((cut) => cut >= 0 && cut <= 1)
  const fill = (name, column) => place(columns, inputs, name, column, random)
  fill('confidence', fraction(fractions, random))
  fill('second', fraction(fractions, random))
  fill('impact', fraction(fractions, random))
  fill('alternatives', alternatives(inputs))
  fill('at_most', { kind: Uint8Array, value: (code) => ACTIONS[code] ?? 'nonsense', cell: () => Math.floor(random() * 6.2), odds: 0.3 })
  if (document.calibration !== undefined) fill('model', operations(document.calibration, random))
  if (document.operations !== undefined) fill('operation', operations(document.operations, random))
  for (const [name, signal] of Object.entries(document.signals ?? {})) fill(`signals.${name}`, signalColumn(signal, cuts, random))
  return { columns, inputs }
}

/** The document with maps for some models, for each other one or not; without what may not hold then. */
export function calibrated({ tests: _, require: __, ...document }, random) {
  const map = () => {
    const points = [[random() * 0.3, random() * 0.4], [0.5, 0.4 + random() * 0.2], [0.9, 0.6 + random() * 0.2], [1, 0.8 + random() * 0.2]]
    return { points: points.slice(0, 1 + Math.floor(random() * 4)) }
  }
  const models = random() < 0.5 ? ['m', 'lr-v1', 'GPT 5'] : ['m', '*']
  return { ...document, calibration: Object.fromEntries(models.map((model) => [model, map()])) }
}

/** Every number in the document, and its neighbours. */
function numbersOf(document) {
  const found = new Set([0, 1])
  JSON.stringify(document, (_, value) => (typeof value === 'number' ? (found.add(value), value) : value))
  return [...found].flatMap((cut) => [cut, cut - 1e-9, cut + 1e-9])
}

function fraction(cuts, random) {
  const cell = () => (random() < 0.02 ? pick(random, [-0.1, 1.1, Infinity]) : random() < 0.5 ? pick(random, cuts) : random())
  return { kind: Float64Array, cell, value: (number) => number, odds: 0.85 }
}

/** A list would fill an absent confidence or second, a count cannot: so the list is never long enough to fill any. */
function alternatives(inputs) {
  const most = ({ confidence, second }) => (confidence === undefined ? 0 : second === undefined ? 1 : 6)
  const list = (count) => Array.from({ length: count }, (_, at) => ({ label: `l${at}`, confidence: 0 }))
  return { kind: Float64Array, cell: (row, random) => Math.floor(random() * (most(inputs[row]) + 1)), value: list, odds: 0.6 }
}

function operations(declared, random) {
  const names = Object.keys(declared).filter((name) => name !== '*').sort()
  const kind = names.length > 255 ? Uint16Array : Uint8Array
  return coded(names, kind, random, 'an operation that is not listed')
}

function signalColumn({ type, values }, cuts, random) {
  if (type === 'number') return { kind: Float64Array, cell: () => (random() < 0.05 ? pick(random, [Infinity, -Infinity]) : pick(random, cuts)), value: (number) => number, odds: 0.85 }
  if (type === 'boolean') return { kind: pick(random, [Uint8Array, Uint16Array]), cell: () => Math.floor(random() * 2.04), value: (code) => [false, true][code] ?? 2, odds: 0.85 }
  return coded(values, pick(random, [Uint8Array, Uint16Array]), random, 'a value that is not listed')
}

/** 0 is any string that is not listed; above the last is no string at all. */
function coded(names, kind, random, unlisted) {
  const cell = () => (random() < 0.03 ? pick(random, [0, names.length + 1]) : 1 + Math.floor(random() * names.length))
  return { kind, cell, value: (code) => (code === 0 ? unlisted : names[code - 1] ?? Symbol('no code')), odds: 0.9 }
}

/** Fills one column and the same field of every input. Sometimes there is no such column, sometimes one with absent cells. */
function place(columns, inputs, name, { kind, cell, value, odds }, random) {
  if (random() > odds) return
  const values = new kind(inputs.length)
  const present = new Uint8Array(inputs.length).fill(1)
  const absence = pick(random, [0, 0.05, 0.3])
  const withPresence = kind !== Float64Array || random() < 0.3
  for (const [row, input] of inputs.entries()) {
    values[row] = cell(row, random)
    if (random() < absence) absent(values, present, row, withPresence)
    else set(input, name, value(values[row], input))
  }
  set(columns, name, absence > 0 && withPresence ? { values, present } : values)
}

/** What stands in an absent cell does not matter; without a presence, NaN says it. */
function absent(values, present, row, withPresence) {
  if (withPresence) present[row] = 0
  else values[row] = NaN
}

function set(target, name, value) {
  const [first, second] = name.split('.')
  if (second === undefined) target[first] = value
  else target[first][second] = value
}
