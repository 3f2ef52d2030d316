import { compile, init, type Decision } from 'leeway-policy'
import { document as policyDocument } from './policy.js'
import { predictions, type Prediction } from './predictions.js'

await init()
const policy = compile(policyDocument)
const list = document.querySelector('#mails')!

for (const prediction of predictions) {
  const item = document.createElement('li')
  item.textContent = `${prediction.subject}: ${words(prediction, policy.decide(prediction))}`
  list.append(item)
}

/** What the person at the screen is told. */
function words({ operation }: Prediction, { action, options, reason }: Decision): string {
  switch (action) {
    case 'auto_apply': return `${operation}: done`
    case 'suggest': return `${operation}?`
    // Whoever shows options adds that none of them is right: the list never says so.
    case 'show_options': return `which? ${[...(options?.map(({ label }) => label) ?? [operation]), 'none of these'].join(' or ')}`
    case 'escalate': return `sent to a colleague (${reason})`
    case 'abstain': return ''
    case 'block': return `not done (${reason})`
  }
}
