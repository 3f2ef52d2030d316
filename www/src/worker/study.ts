import { check, coverage, diff, init, signOff } from 'leeway-policy/lab'
import type { Studies } from './protocol.ts'
import { serve } from './serve.ts'

// The worker that studies policies. It starts when somebody first looks at one, and however long it thinks, thresholds can be dragged.

serve<Studies>(init, {
  check: ({ text }) => check(text),
  coverage: ({ text }) => coverage(text),
  diff: ({ before, after }) => diff(before, after),
  signOff: ({ text, before }) => signOff(text, before),
})
