import { useEffect } from 'preact/hooks'
import type { CellOfOptions, OptionsFit, Rate, SetsCounted } from 'leeway-policy/lab'
import { SETS, type OptionsAsk, type Sets } from '../state/fit-choice.ts'
import { choose } from '../state/fit.ts'
import type { ReadLog } from '../state/lab-log.ts'
import { fits, validText } from '../state/store.ts'
import { confidenceText, count, interval, percent, plain, plural, sentence } from '../words.ts'
import { useAnswer } from './answer.ts'
import { Broken, Hints, LEFT_OUT, Take } from './fit-answer.tsx'
import { CommandLine } from './fit-command.tsx'
import { Percent, SURE, Unasked, isAsked } from './fit-promise.tsx'
import { Panel, Ticked } from './parts.tsx'
import { announce } from './use.ts'

const COVERED = 'Cases whose options hold the answer, in per cent'
const SET_WORDS: Record<Sets, string> = { lac: 'the confidence of each', aps: 'the sum from the likeliest on' }

/** Which options to show, so that they hold the answer as often as is promised, or why nothing can be. */
export function OptionsPanel({ ask, log }: { ask: OptionsAsk; log: ReadLog }) {
  const policy = validText.value
  const { value, problem, isNewest } = useAnswer((give) => fits.ask('fitOptions', give), policy === '' ? null : { policy, ask })
  useEffect(() => { if (isNewest) announce(problem ? `No options: ${problem}` : value ? spoken(value) : '') }, [isNewest, value, problem])
  return (
    <Panel title="Which options to show" id="options">
      <form class="promise" onSubmit={(event) => event.preventDefault()}>
        <p class="sentence">
          With <strong>{percent(ask.sure)}</strong> confidence, the answer is among the options in at least{' '}
          <Percent label={COVERED} value={ask.coverage} onChange={(coverage) => choose({ coverage })} /> of the cases that come to picking
          <span class="faint">, however many that takes, for one model, as long as cases keep coming as they did</span>.
        </p>
        <label class="part"><span>Options are chosen by</span>
          <select value={ask.sets} onChange={(event) => choose({ sets: event.currentTarget.value as Sets })}>{SETS.map((name) => <option key={name} value={name}>{SET_WORDS[name]}</option>)}</select>
        </label>
      </form>
      {isAsked(SURE, COVERED) ? <><div class="fit-answer" aria-busy={!isNewest} role="group" aria-label="What is promised of options">
        {problem && isNewest && <div class="no-threshold" role="alert"><strong>Nothing can be promised.</strong> <Ticked text={sentence(problem)} /></div>}
        {!isNewest && <p class="faint" role="status">Fitting …</p>}
        {value && !(problem && isNewest) && <Found fit={value} isNewest={isNewest} />}
      </div>
      <CommandLine ask={ask} log={log} /></> : <Unasked about="What is promised of options" />}
    </Panel>
  )
}

function spoken({ cells }: OptionsFit): string {
  const found = cells.filter(({ threshold }) => threshold !== null).length
  return found === 0 ? 'Nothing can be promised of the options' : `Options with a promise for ${found} of ${plural(cells.length, 'cell')}`
}

function Found({ fit, isNewest }: { fit: OptionsFit; isNewest: boolean }) {
  const { cells, verified, left_out, not_shown, problems } = fit
  const found = cells.filter(({ threshold }) => threshold !== null).length
  const out = Object.entries(left_out).filter(([name, rows]) => rows > 0 && name !== 'other_models' && name !== 'other_folds')
  return (
    <>
      <Hints hints={fit.hints} />
      <div class="scroll" tabIndex={0} role="region" aria-label="Options by cell">
        <table class="families">
          <thead><tr><th scope="col">cases</th><th scope="col">labels</th><th scope="col">shown</th><th scope="col">hold the answer</th><th scope="col">too many to show</th>{verified && <th scope="col">hold it on {verified.splits.join(', ')}</th>}</tr></thead>
          <tbody>{cells.map((cell, at) => (
            <tr key={at}>
              <th scope="row">{cellWords(cell)}</th>
              <td class="n">{count(cell.labels)} <small class="faint">{count(cell.not_listed)} with another answer</small></td>
              {cell.threshold === null || cell.sets === null ? <td colSpan={verified ? 4 : 3}><span class="none"><strong>no promise</strong>: <Ticked text={cell.reason ?? ''} /></span></td> : (
                <>
                  <td>{fit.method === 'lac' ? 'from' : 'up to a sum of'} <strong>{confidenceText(cell.threshold)}</strong></td>
                  <td><Held of={cell.sets} /></td>
                  <td>{count(cell.sets.too_large)}{cell.sets.too_large > 0 && <small class="faint">the rest holds it in <Share rate={cell.sets.coverage_of_rest} /></small>}</td>
                  {verified && <td>{verified.cells[at] ? <Held of={verified.cells[at]} /> : '–'}</td>}
                </>
              )}
            </tr>
          ))}</tbody>
        </table>
      </div>
      {verified && verified.met !== null && <p>On <code>{verified.splits.join(', ')}</code>, which it did not see: <span class={verified.met ? 'good' : 'failed'}>{verified.met ? '✓ within the promise' : '✗ below the promise'}</span></p>}
      {found < cells.length && <p class="small">Where nothing is promised the likeliest are shown, as many as the policy allows. “None of these” is always an answer.</p>}
      <ul class="faint small">
        <li>{plural(not_shown, 'case')} {not_shown === 1 ? 'is' : 'are'} not shown options under this policy: the promise is about those that are.</li>
        {out.map(([name, rows]) => <li key={name}>{plural(rows, 'case')} did not enter: {LEFT_OUT[name] ?? plain(name)}.</li>)}
        {fit.replaced !== null && <li>The options of model {fit.replaced} are left out: a policy has those of one model.</li>}
      </ul>
      {fit.log_of_thresholds && <p class="warning">The thresholds were fitted to this log too: the promise is kept only if to other rows of it.</p>}
      <Broken problems={problems} />
      {found > 0 && <Take fit={fit} isNewest={isNewest} />}
      <p class="faint small">{fit.one_row_per_unit ? 'One case of each unit is counted.' : 'Assumes that rows are independent (a column unit would tell which are not).'} A change of thresholds, matrix, rules or calibration voids it.</p>
    </>
  )
}

const cellWords = ({ cell }: CellOfOptions) => (cell ? `${plain(cell.confidence)} confidence, ${plain(cell.impact)} impact` : 'lowered to it')

/** How often sets hold the answer, never without count and interval. */
const Held = ({ of }: { of: SetsCounted }) => <span class="rate" title={`${count(of.held)} of ${count(of.cases)}; 95% interval (Wilson)`}><Share rate={of.coverage} /> <span class="n">n={count(of.cases)}</span></span>

const Share = ({ rate }: { rate: Rate | null }) => (rate ? <><strong>{percent(rate.value)}</strong> <span class="interval">{interval(rate.low, rate.high)}</span></> : <span class="faint">–</span>)
