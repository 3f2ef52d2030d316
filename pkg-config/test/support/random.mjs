/** Numbers in [0, 1) from a seed, the same on every machine (mulberry32, by Tommy Ettinger, public domain). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function pick(random, list) {
  return list[Math.floor(random() * list.length)]
}
