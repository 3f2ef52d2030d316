import { signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { compile, type Health, type Input } from 'leeway-policy'
import { withoutClaims } from '../state/claims.ts'
import { Explained } from './explained.tsx'

// One input, decided and explained in a dialog: a counterexample, or an example of what changed.

interface Instance { input: Input; health: Health | null; under: { title: string; text: string }[] }

const instance = signal<Instance | null>(null)

export function InstanceDialog() {
  const place = useRef<HTMLDialogElement>(null)
  const now = instance.value
  useEffect(() => { if (now) place.current?.showModal() }, [now])
  useEffect(() => () => { instance.value = null }, [])
  if (!now) return null
  return (
    <dialog class="instance" ref={place} aria-labelledby="instance-title" onClose={() => { instance.value = null }}>
      <header><h2 id="instance-title">What is decided, and why</h2><button type="button" class="close" aria-label="Close the explanation" onClick={() => place.current?.close()}>✕</button></header>
      <pre>{JSON.stringify(now.health ? { input: now.input, health: now.health } : now.input, null, 2)}</pre>
      <div class="unders">{now.under.map(({ title, text }) => <Under key={title} title={title} text={text} input={now.input} health={now.health} />)}</div>
    </dialog>
  )
}

function Under({ title, text, input, health }: { title: string; text: string; input: Input; health: Health | null }) {
  const explanation = useMemo(() => {
    const policy = compile(withoutClaims(text))
    try { return policy.explain(input, health) } finally { policy.free() }
  }, [text, input, health])
  return <section class="case-detail"><h3>{title}</h3><Explained explanation={explanation} /></section>
}

export function ExplainButton({ input, health = null, under, label }: Omit<Instance, 'health'> & { health?: Health | null; label: string }) {
  return <button type="button" class="quiet" aria-label={`Explain: ${label}`} onClick={() => { instance.value = { input, health, under } }}>explain</button>
}
