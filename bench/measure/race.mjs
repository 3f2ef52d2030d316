// Contenders in turns; the median of the rounds and the middle half of them.

/**
 * @param contenders `{ name, count, run }`: what to run once, and how many decisions that is; the first is what the others
 *   are compared with, round by round, so that what disturbs a whole round disturbs no ratio
 * @returns for each `{ name, ns, ratio, rounds }`: nanoseconds a decision and how many times the first's, as quartiles, and
 *   the nanoseconds of each round
 */
export async function race(contenders, rounds, warm) {
  const times = contenders.map(() => [])
  for (let round = 0; round < rounds + warm; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const place = (round + turn) % contenders.length
      const ns = await time(contenders[place])
      if (round >= warm) times[place].push(ns)
    }
  }
  return contenders.map(({ name }, place) => ({
    name,
    ns: quartiles(times[place]),
    ratio: ratios(times[place], times[0]),
    rounds: times[place],
  }))
}

async function time({ count, run }) {
  const start = performance.now()
  const result = run()
  if (result instanceof Promise) await result
  return ((performance.now() - start) * 1e6) / count
}

/** Quartiles of the ratios of two lists of rounds, round by round. */
export function ratios(times, others) {
  return quartiles(times.map((ns, round) => ns / others[round]))
}

/** Median and middle half. */
export function quartiles(list) {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)]
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}
