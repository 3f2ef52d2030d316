// Both policies written by hand with the whole decision that Leeway gives: what a careful engineer would write for these
// two policies alone, with a new object each time.
import { decideInbox } from './whole/inbox.mjs'
import { decideRefunds } from './whole/refunds.mjs'

export async function prepare(kind) {
  return { inbox: decideInbox, refunds: decideRefunds }[kind]
}
