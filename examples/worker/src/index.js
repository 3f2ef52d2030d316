import { compile } from 'leeway-policy'
import document from '../policy.json'

// Once for each isolate. Deciding is then synchronous: no promise is shared between requests.
const policy = compile(document)

export default {
  async fetch(request, env) {
    if (request.method !== 'POST') return problem(405, 'POST a prediction, or a list of them, as JSON')
    const text = await request.text()
    const given = parse(text)
    if (given === undefined) return problem(400, 'the body is not JSON')
    const decide = (prediction) => policy.decide(prediction, { at_most: env.CEILING })
    const answer = Array.isArray(given) ? given.map(decide) : decide(given)
    return Response.json(answer, { headers: { 'x-policy': policy.hash } })
  },
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problem(status, message) {
  return Response.json({ problem: message }, { status })
}
