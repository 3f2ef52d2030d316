import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { policyOfFile } from '../import/policy-file.ts'
import { against, importing, loading, log, problem, refusal, selection, viewName, type ViewName } from '../state/store.ts'
import { Cases } from './cases.tsx'
import { Cells } from './cells.tsx'
import { Costs } from './costs.tsx'
import { Faults } from './faults.tsx'
import { FitView } from './fit.tsx'
import { Header } from './header.tsx'
import { Import, takePolicy } from './import.tsx'
import { LoadingView } from './loading.tsx'
import { Ticked } from './parts.tsx'
import { Picture } from './picture.tsx'
import { PolicyView } from './policy.tsx'
import { SignOffView } from './sign-off.tsx'
import { Totals } from './totals.tsx'
import { Boundary } from './trouble.tsx'
import { BadRows } from './badrows.tsx'
import { announcement } from './use.ts'

const dropping = signal(false)

export function App() {
  useFileDrop()
  useEffect(() => { document.title = `${log.value ? `${log.value.title} · ` : ''}Leeway playground` }, [log.value])
  return (
    <Boundary>
      <a class="skip" href="#main">Skip to the picture</a>
      <Header />
      <main id="main" tabIndex={-1}><Boundary><Content /></Boundary></main>
      <footer class="foot">
        <p>Everything happens in this tab: no log and no policy leaves it. The logs are real model outputs on public data; <a href="./logs/README.md">sources and licences</a>.</p>
      </footer>
      <div class="hidden" role="status" aria-live="polite" id="live">{announcement.value}</div>
      {dropping.value && <div class="dropping" aria-hidden="true"><p>Drop a CSV or NDJSON file of predictions{viewName.value === 'policy' ? ', or a policy to compare with' : ', or a policy'}</p></div>}
    </Boundary>
  )
}

function Content() {
  if (importing.value) return <Import />
  if (loading.value.state !== 'idle' && !(loading.value.state === 'loading' && log.value)) return <LoadingView />
  if (!log.value) return <LoadingView />
  return VIEWS[viewName.value]()
}

const VIEWS: Record<ViewName, () => JSX.Element> = { explore: () => <Explore />, fit: () => <FitView />, policy: () => <PolicyView />, 'sign-off': () => <SignOffView /> }

function Explore() {
  return (
    <>
      <h1 class="hidden">Explore: what the policy would have done with this log</h1>
      <BadRows />
      {problem.value && <p class="warning" role="alert">{problem.value}</p>}
      <Refusal />
      <Totals />
      <div class={`explore${selection.value ? ' with-cases' : ''}`}>
        <div class="wide"><Picture /><Cells /></div>
        <div class="side">{selection.value ? <Cases /> : null}<div class="what-if"><Faults /><Costs /></div></div>
      </div>
    </>
  )
}

/** Why a change in the picture was not made. */
function Refusal() {
  if (refusal.value === null) return null
  return (
    <div class="refusal" role="alert">
      <p><strong>Not changed:</strong> <Ticked text={refusal.value} /></p>
      <button type="button" class="close" aria-label="Close this note" onClick={() => { refusal.value = null }}>✕</button>
    </div>
  )
}

/** A log is imported, a policy opened; where policies are looked at, it is compared with. */
async function takeFile(file: File): Promise<void> {
  const policy = await policyOfFile(file)
  if (policy === null) importing.value = file
  else if (viewName.value === 'policy' && !importing.value) { against.value = policy; document.getElementById('changed')?.scrollIntoView() }
  else takePolicy(file.name, policy)
}

/** A file may be dropped anywhere. */
function useFileDrop(): void {
  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent) => { if (holdsFile(event)) { event.preventDefault(); dropping.value = true } }
    const leave = (event: DragEvent) => { if (event.relatedTarget === null) dropping.value = false }
    const drop = (event: DragEvent) => {
      if (!holdsFile(event)) return
      event.preventDefault()
      dropping.value = false
      const file = event.dataTransfer?.files[0]
      if (file) void takeFile(file)
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => { removeEventListener('dragover', over); removeEventListener('dragleave', leave); removeEventListener('drop', drop) }
  }, [])
}
