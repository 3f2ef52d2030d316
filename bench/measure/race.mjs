// Contenders in turns; the median of the rounds and the middle half of them.

/**
 * @param contenders by name, what to run once; the first is what the others are compared with
 * @param count how many decisions one run takes
 * @returns for each `{ name, ns, low, high, ratio }`: nanoseconds a decision, the quartiles, and the ratio of the medians
 */
export function race(contenders, count, rounds, warm) {
  const names = Object.keys(contenders)
  const times = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds + warm; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length]
      const start = performance.now()
      contenders[name]()
      const ns = ((performance.now() - start) * 1e6) / count
      if (round >= warm) times[name].push(ns)
    }
  }
  return summary(times)
}

/** Quartiles of each list, and ratios to the first. */
export function summary(times) {
  const rows = Object.entries(times).map(([name, list]) => {
    const sorted = [...list].sort((a, b) => a - b)
    const at = (share) => sorted[Math.round((sorted.length - 1) * share)]
    return { name, ns: at(0.5), low: at(0.25), high: at(0.75) }
  })
  return rows.map((row) => ({ ...row, ratio: row.ns / rows[0].ns }))
}

export function table(title, rows) {
  console.log(title)
  const shown = (ns) => (ns >= 1e6 ? `${(ns / 1e6).toFixed(1)} ms` : `${ns.toFixed(1)} ns`)
  for (const { name, ns, low, high, ratio } of rows) {
    console.log(`  ${name.padEnd(44)} ${shown(ns).padStart(10)}  (${shown(low)} to ${shown(high)})  ${ratio.toFixed(2)}x`)
  }
  console.log()
}
