import { useEffect } from 'preact/hooks'
import { optionsAsk } from '../state/fit-choice.ts'
import { fitAsk, fitChoice } from '../state/fit.ts'
import { labLog, readForLab, wantedReading, type ReadLog } from '../state/lab-log.ts'
import { document_, fits, hasErrors, log, validText } from '../state/store.ts'
import { count, plural } from '../words.ts'
import { useAnswer } from './answer.ts'
import { CalibrationPanel } from './fit-calibration.tsx'
import { CommandLine } from './fit-command.tsx'
import { FitAnswer } from './fit-answer.tsx'
import { LabelsNeeded } from './fit-labels.tsx'
import { SignalsOutside } from './fit-signals.tsx'
import { OptionsPanel } from './fit-options.tsx'
import { PromiseForm, SURE, TARGET, Unasked, isAsked } from './fit-promise.tsx'
import { RiskPanel } from './fit-risk.tsx'
import { Panel, Ticked } from './parts.tsx'

/** From labelled outcomes to thresholds with a promise that holds, or to the reason why there is none. */
export function FitView() {
  const wanted = wantedReading.value
  useEffect(() => void readForLab(), [wanted])
  const now = labLog.value
  return (
    <>
      <h1 class="fit-title">Fit <small class="faint">thresholds from labelled outcomes, with a promise that holds</small></h1>
      {hasErrors.value && <p class="warning">The policy in the editor has errors; this fit is of its last version without errors, <code>{document_.value?.name}</code>.</p>}
      {now.state === 'failed' && <p class="warning" role="alert">The log could not be read for this: <Ticked text={now.problem} /></p>}
      {(now.state === 'none' || now.state === 'reading') && <Reading bytes={now.state === 'reading' ? now.bytes : 0} rows={now.state === 'reading' ? now.rows : 0} />}
      {now.state === 'read' && <Studied key={now.log.number} log={now.log} />}
    </>
  )
}

function Reading({ bytes, rows }: { bytes: number; rows: number }) {
  const given = log.value?.bytes
  return (
    <section class="note" aria-busy="true">
      <p role="status">Reading the log for the fit {rows > 0 && <>: {count(rows)} rows</>}</p>
      <progress {...(given && 'file' in given ? { max: given.file.size, value: bytes } : {})} aria-label="Read so far" />
    </section>
  )
}

function Studied({ log: read }: { log: ReadLog }) {
  const ask = fitAsk.value
  const policy = validText.value
  const fitted = useAnswer((give) => fits.ask('fit', give), ask && policy !== '' ? { policy, ask } : null)
  if (!ask) return null
  return (
    <div class="fit">
      <div class="fit-column">
        <Panel title="The promise" id="promise">
          <PromiseForm ask={ask} />
          <SignalsOutside />
          <Unread log={read} />
          {isAsked(SURE, TARGET) ? <><FitAnswer answered={fitted} ask={ask} /><CommandLine ask={ask} log={read} /></> : <Unasked about="What the promise buys" />}
        </Panel>
        {read.about.has_alternatives && <OptionsPanel ask={optionsAsk(ask, fitChoice.value)} log={read} />}
      </div>
      <div class="fit-column">
        <CalibrationPanel ask={ask} />
        <RiskPanel ask={ask} fit={fitted.isNewest && isAsked(SURE, TARGET) ? fitted.value : null} />
        <LabelsNeeded ask={ask} fit={fitted.isNewest ? fitted.value : null} />
      </div>
    </div>
  )
}

/** Rows that the lab cannot use, and what stands for a file that it cannot read as it is. */
function Unread({ log: { about, plain } }: { log: ReadLog }) {
  const bad = about.rejects.filter(({ kept }) => !kept)
  return (
    <>
      {plain && <p class="warning">The lab and the command line cannot read this file as it is: <Ticked text={plain.why} />. The page made a plain CSV of it, which is what is fitted here; take it with you below.</p>}
      {about.rejected > 0 && (
        <details class="warning"><summary><strong>{plural(about.rejected, 'row')}</strong> of {count(about.rows + about.rejected)} cannot be used</summary>
          <ul>{bad.map(({ reason, rows, lines }) => <li key={reason}><strong>{count(rows)}</strong> <Ticked text={reason} /> <span class="faint">line {lines.slice(0, 5).join(', ')}{rows > lines.length && ' …'}</span></li>)}</ul>
        </details>
      )}
    </>
  )
}
