// node decide.mjs predictions.ndjson: a line for each prediction; `--log` prints the rows for a log instead.
import { readFileSync } from 'node:fs'
import { PolicyError, compile } from 'leeway-policy'

const [file, flag] = process.argv.slice(2)
const policy = load(new URL('policy.json', import.meta.url))

for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
  const prediction = JSON.parse(line)
  const decision = policy.decide(prediction)
  if (flag === '--log') console.log(JSON.stringify(policy.record(prediction, decision)))
  else console.log(`${prediction.id}: ${decision.action} (${decision.reason})`)
}

function load(place) {
  try {
    return compile(readFileSync(place, 'utf8'))
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    // Every problem with its line and what to do about it.
    console.error(error.message)
    process.exit(1)
  }
}
