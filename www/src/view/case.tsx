import { computed } from '@preact/signals'
import { compile, type Policy } from 'leeway-policy'
import { ceiling, validText } from '../state/store.ts'
import type { Case } from '../worker/protocol.ts'
import { Explained } from './explained.tsx'

let last: Policy | null = null
/** The page's own copy of the policy, for explaining single cases. */
const policy = computed(() => {
  last?.free()
  last = validText.value === '' ? null : compile(validText.value)
  return last
})

/** One case: what the policy was given, what it decided, each step of why, and what would have changed it. */
export function CaseDetail({ one }: { one: Case }) {
  const now = policy.value
  if (!now) return null
  return (
    <div class="case-detail">
      <Explained explanation={now.explain(one.input, ceiling.value ? { at_most: ceiling.value } : null)} truth={columnOf(one, 'label')} />
      <details><summary>The row in the log</summary><dl class="columns">{one.columns.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl></details>
      <details><summary>What the policy was given</summary><pre>{JSON.stringify(one.input, null, 2)}</pre></details>
    </div>
  )
}

const columnOf = (one: Case, name: string): string | undefined => one.columns.find(([column]) => column === name)?.[1]
