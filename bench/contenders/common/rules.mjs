// Both policies as rules over the facts of `facts.mjs`, once for all engines: each file of an engine translates them into
// what its users would write. Sorted by what they leave: the first rule that holds is the answer, so that an engine that
// can stop there may.
import { ESCALATE, SHOW_OPTIONS, SUGGEST } from './checks.mjs'

const all = (...parts) => ({ all: parts })
const any = (...parts) => ({ any: parts })
const is = (fact, value) => ({ fact, test: 'is', value })
const among = (fact, value) => ({ fact, test: 'among', value })
const notAmong = (fact, value) => ({ fact, test: 'not_among', value })
const above = (fact, value) => ({ fact, test: 'above', value })
const from = (fact, value) => ({ fact, test: 'from', value })
const below = (fact, value) => ({ fact, test: 'below', value })

const inbox = {
  unsure: any(
    below('confidence', 0.85),
    all(is('locale', 'fr'), below('confidence', 0.9)),
    all(is('operation', 'delete'), below('confidence', 0.97)),
  ),
  grave: any(
    from('impact', 0.5),
    all(is('operation', 'reply'), above('recipients', 20)),
    notAmong('operation', ['archive', 'reply', 'delete']),
  ),
}

const refunds = {
  unsure: any(
    below('confidence', 0.8),
    all(is('currency', 'usd'), below('confidence', 0.88)),
    all(is('operation', 'close'), below('confidence', 0.95)),
  ),
  grave: any(
    from('impact', 0.6),
    all(is('operation', 'refund'), above('amount', 100)),
    notAmong('operation', ['refund', 'close', 'answer']),
  ),
}

export const rules = {
  inbox: [
    { id: 'out-of-scope', at_most: ESCALATE, when: is('out_of_scope', true) },
    { id: 'unsure-and-grave', at_most: ESCALATE, when: all(inbox.unsure, inbox.grave) },
    { id: 'unsure', at_most: SHOW_OPTIONS, when: inbox.unsure },
    { id: 'slow', at_most: SHOW_OPTIONS, when: above('latency_ms', 800) },
    { id: 'ambiguous', at_most: SHOW_OPTIONS, when: all(is('operation', 'archive'), below('margin', 0.1)) },
    { id: 'grave', at_most: SUGGEST, when: inbox.grave },
    { id: 'irreversible', at_most: SUGGEST, when: all(among('operation', ['delete', 'reply']), is('reversible', false)) },
  ],
  refunds: [
    { id: 'fraud', at_most: ESCALATE, when: above('fraud_score', 0.7) },
    { id: 'unsure-and-grave', at_most: ESCALATE, when: all(refunds.unsure, refunds.grave) },
    { id: 'unsure', at_most: SHOW_OPTIONS, when: refunds.unsure },
    { id: 'new-account', at_most: SHOW_OPTIONS, when: below('account_age_days', 30) },
    { id: 'grave', at_most: SUGGEST, when: refunds.grave },
    { id: 'unverified', at_most: SUGGEST, when: all(among('operation', ['refund', 'close']), is('verified', false)) },
  ],
}
