// The package, as an app uses it.
import { compile, init } from 'leeway-policy'
import { inbox } from '../policies/inbox.mjs'
import { refunds } from '../policies/refunds.mjs'

export async function prepare(kind) {
  await init()
  const policy = compile({ inbox, refunds }[kind])
  return (input, health) => policy.decide(input, health)
}
