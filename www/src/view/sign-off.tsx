import { useEffect, useMemo } from 'preact/hooks'
import type { SignOff } from 'leeway-policy/lab'
import { fitAsk } from '../state/fit.ts'
import { labLog, readForLab, wantedReading } from '../state/lab-log.ts'
import { against, document_, errorOf, fits, hasErrors, startText, studies, validText } from '../state/store.ts'
import { useAnswer } from './answer.ts'
import { Ticked } from './parts.tsx'
import { SafeHtml } from './safe.tsx'
import { download } from './use.ts'

/** The policy in words, for the person who has to approve it: at once without, then with what it made of the log. */
export function SignOffView() {
  const text = validText.value
  const approved = against.value || startText.value
  const before = useMemo(() => (approved === text || errorOf(approved) !== null ? null : approved), [approved, text])
  const words = useAnswer((give) => studies.ask('signOff', give), { text, before })
  const wanted = wantedReading.value
  useEffect(() => void readForLab(), [wanted])
  const read = labLog.value
  const log = read.state === 'read' ? read.log.number : null
  const counted = useAnswer(({ text, before, model }) => fits.ask('signOff', { text, before, model }), log === null ? null : { text, before, model: fitAsk.value?.model ?? null, log })
  const hasCounts = counted.isNewest && counted.value !== null
  const uncounted = read.state === 'failed' ? read.problem : counted.isNewest ? counted.problem : null
  const { problem } = words
  const value = hasCounts ? counted.value : words.value
  return (
    <div class="sign-off" aria-busy={!(words.isNewest && (hasCounts || uncounted !== null))}>
      {hasErrors.value && <p class="warning">The policy in the editor has errors; these are the words of its last version without errors, <code>{document_.value?.name}</code>.</p>}
      {before !== null && <p class="faint small">For the approved version stands {against.value ? 'the other policy of the Policy view' : 'the policy that this page started with'}.</p>}
      {problem && <p class="warning" role="alert">The words could not be made: {problem}</p>}
      {value && !hasCounts && <p class="faint small" role="status">{uncounted === null ? 'Counting what it makes of the log …' : <>It says nothing of the log: <Ticked text={uncounted} /></>}</p>}
      {value ? <Paper made={value} /> : <><h1>Sign-off</h1>{!problem && <p role="status">Putting the policy into words …</p>}</>}
    </div>
  )
}

function Paper({ made }: { made: SignOff }) {
  const file = `${made.name}.sign-off`
  return (
    <>
      <div class="paper-tools" role="group" aria-label="Take it away">
        <button type="button" onClick={() => download(`${file}.md`, made.markdown, 'text/markdown')}>Markdown</button>
        <button type="button" onClick={() => download(`${file}.html`, made.html, 'text/html')}>HTML</button>
        <button type="button" class="primary" onClick={() => print()}>Print</button>
      </div>
      <article class="paper"><SafeHtml html={made.html} /></article>
    </>
  )
}
