// Tables for people.

export const ns = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ns`
export const ms = (value) => `${(value / 1e6).toFixed(1)} ms`
export const us = (value) => `${(value / 1e3).toFixed(1)} µs`
export function times(value) {
  return value < 10 ? `${value.toFixed(2)}x` : `${Math.round(value).toLocaleString('en')}x`
}
export const kilobytes = (bytes) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(2)} MB`)

/** Nanoseconds in the unit that suits each row. */
export const spent = (value) => (value < 1e3 ? ns(value) : value < 1e6 ? us(value) : ms(value))

export const spread = ({ low, high }, shown) => `${shown(low)} to ${shown(high)}`

/** The first column to the left, the others to the right. */
export function table(title, head, rows) {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const padded = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))
  console.log(`${title}\n`)
  for (const line of [head, widths.map((width) => '-'.repeat(width)), ...rows]) console.log(`  ${line.map(padded).join('  ')}`)
  console.log()
}

/** Rows of a race. */
export function raceTable(title, unit, rows, shown = spent) {
  const cells = ({ name, ns, ratio }) => [name, shown(ns.median), spread(ns, shown), times(ratio.median), spread(ratio, times)]
  table(title, ['', unit, 'middle half', 'against the first', 'middle half'], rows.map(cells))
}
