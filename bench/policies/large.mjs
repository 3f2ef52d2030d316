// A policy as large as they come: 100 rules over 20 signals, and 20 promises, each of which some rule keeps.
const signals = Array.from({ length: 20 }, (_, at) => [`s${at}`, { type: at % 2 === 0 ? 'number' : 'boolean' }])
const rules = Array.from({ length: 100 }, (_, at) => ({
  id: `rule${at}`,
  when: { all: [test(at), test(at * 7 + 3), test(at * 11 + 5)] },
  at_most: ['suggest', 'show_options', 'escalate'][at % 3],
  because: `rule ${at} holds`,
}))

export const large = {
  leeway: 1,
  name: 'large',
  confidence: { low: 0, high: 0.9 },
  impact: { low: 0, high: 0.5 },
  signals: Object.fromEntries(signals),
  operations: { archive: { impact: 'low' }, reply: { impact: 'low' }, '*': { impact: 'high' } },
  degrade: rules,
  require: rules
    .filter((_, at) => at % 5 === 0)
    .map(({ id, when, at_most }) => ({ name: `${id}, for replies`, when: { all: [when, { operation: 'reply' }] }, at_most })),
}

/** On one of the signals: twelve different bounds of a number, or a truth. */
function test(number) {
  const at = number % 20
  return at % 2 === 0 ? { signal: `s${at}`, above: (number % 12) * 10 } : { signal: `s${at}`, is: number % 3 === 0 }
}
