import { useEffect } from 'preact/hooks'
import type { FamilyOfFit, LogHint, PolicyFit, TurnedOut } from 'leeway-policy/lab'
import { onPage } from '../fit/page-words.ts'
import { boundOf, familyWords } from '../fit/families.ts'
import { read } from '../state/document.ts'
import type { FitAsk } from '../state/fit-choice.ts'
import { document_, model, policyText } from '../state/store.ts'
import { confidenceText, count, interval, percent, plain, plural, sentence } from '../words.ts'
import type { Answered } from './answer.ts'
import { Ticked } from './parts.tsx'
import { announce, download } from './use.ts'

/** What the promise buys: a threshold for each family of rows, or why there is none. */
export function FitAnswer({ answered: { value, problem, isNewest }, ask }: { answered: Answered<PolicyFit>; ask: FitAsk }) {
  useEffect(() => { if (isNewest) announce(problem ? `No threshold: ${problem}` : value ? spoken(value) : '') }, [isNewest, value, problem])
  return (
    <div class="fit-answer" aria-busy={!isNewest} role="group" aria-label="What the promise buys">
      {problem && isNewest && <div class="no-threshold" role="alert"><strong>No threshold.</strong> <Ticked text={sentence(problem)} /></div>}
      {!isNewest && <p class="faint" role="status">Fitting …</p>}
      {value && !(problem && isNewest) && <Found fit={value} ask={ask} isNewest={isNewest} />}
    </div>
  )
}

function spoken({ families, automatic: { share, error } }: PolicyFit): string {
  const found = families.filter(({ threshold }) => threshold !== null).length
  return found === 0 ? 'No threshold holds this promise' : `${found} of ${plural(families.length, 'threshold')} found: ${percent(share ?? 0)} of cases done by itself${error ? `, ${percent(error.value)} of these wrong` : ''}`
}

function Found({ fit, ask, isNewest }: { fit: PolicyFit; ask: FitAsk; isNewest: boolean }) {
  const found = fit.families.filter(({ threshold }) => threshold !== null).length
  return (
    <>
      <p class="bought">
        {found === 0
          ? <><strong>No threshold.</strong> Nothing may be done by itself under this promise.</>
          : <>It buys <strong>{percent(fit.automatic.share ?? 0)}</strong> of cases done by itself <span class="n">{count(fit.automatic.rows)} of {count(fit.rows)}</span>, <Wrong of={fit.automatic} />{fit.verified && <Checked fit={fit} />}.</>}
      </p>
      <Hints hints={fit.hints} />
      <Families fit={fit} />
      {found > 0 && found < fit.families.length && <p class="small">Where no threshold holds, the fitted policy asks.</p>}
      <Tested fit={fit} />
      <Apart fit={fit} />
      <Broken problems={fit.problems} />
      {fit.options_dropped && <p class="warning">The options that were fitted are left out: other cases are shown options under these thresholds. Fit them again.</p>}
      {found > 0 && <Take fit={fit} isNewest={isNewest} />}
      <p class="faint small">{assumptions(fit, ask)}</p>
    </>
  )
}

/** What to look at before an answer is believed. */
export const Hints = ({ hints }: { hints: readonly LogHint[] }) => (
  <>{hints.map(({ code, message }) => <p key={code} class="warning" role="alert"><Ticked text={sentence(onPage(code, message))} /></p>)}</>
)

/** The policy's own tests that expect what holds no longer. */
export function Broken({ problems }: { problems: PolicyFit['problems'] }) {
  if (problems.length === 0) return null
  return (
    <div class="warning" role="alert">
      <p>The fitted policy breaks what the policy says of itself:</p>
      <ul>{problems.map(({ message, help }, at) => <li key={at}><Ticked text={help === null ? message : `${message} (${help})`} /></li>)}</ul>
    </div>
  )
}

/** How often it was wrong, never without count and interval. */
function Wrong({ of, brief = false }: { of: TurnedOut; brief?: boolean }) {
  if (of.rows === 0) return <span class="faint">–</span>
  if (!of.error) return <span class="faint">outcomes not known</span>
  return <span class="rate" title={`${count(of.wrong)} of ${count(of.right + of.wrong)} wrong; exact 95% interval (Clopper and Pearson)`}><strong>{percent(of.error.value)}</strong> {!brief && 'wrong '}<span class="interval">{interval(of.error.low, of.error.high)}</span> <span class="n">n={count(of.right + of.wrong)}</span></span>
}

function Checked({ fit }: { fit: PolicyFit }) {
  const { verified } = fit
  if (!verified) return null
  return <>; on <code>{verified.splits.join(', ')}</code>, which it did not see, <strong>{percent(verified.automatic.share ?? 0)}</strong> and <Wrong of={verified.automatic} />{verified.met !== null && <span class={verified.met ? 'good' : verified.broken ? 'failed' : 'faint'}> {verified.met ? '✓ within the promise' : verified.broken ? '✗ above the promise' : 'above the promise, within chance'}</span>}</>
}

function Families({ fit }: { fit: PolicyFit }) {
  const document = document_.value
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Thresholds">
      <table class="families">
        <thead><tr><th scope="col">cases</th><th scope="col">labels</th><th scope="col">threshold</th><th scope="col">done by itself</th><th scope="col">wrong</th>{fit.verified && <th scope="col">wrong on {fit.verified.splits.join(', ')}</th>}</tr></thead>
        <tbody>{fit.families.map((family, at) => (
          <tr key={`${family.segment} ${family.operation} ${family.band}`}>
            <th scope="row">{familyWords(family, fit.families)} <small class="faint">{plain(family.band)}</small></th>
            <td class="n">{count(family.labels)}</td>
            {family.threshold === null ? <td colSpan={fit.verified ? 4 : 3}><NoThreshold family={family} /></td> : (
              <>
                <td><strong>{confidenceText(family.threshold)}</strong>{document && <small class="faint"> was {confidenceText(boundOf(document, family))}</small>}</td>
                <td>{percent(family.automatic.share ?? 0)} <span class="n">{count(family.automatic.rows)}</span></td>
                <td><Wrong of={family.automatic} brief /></td>
                {fit.verified && <td><Wrong of={fit.verified.families[at]} brief /></td>}
              </>
            )}
          </tr>
        ))}</tbody>
      </table>
    </div>
  )
}

const NoThreshold = ({ family }: { family: FamilyOfFit }) => (
  <span class="none"><strong>no threshold</strong>: <Ticked text={family.reason ?? ''} /></span>
)

/** Every threshold that was tested, highest first: the last that passed before one failed is taken. */
function Tested({ fit: { families, promise } }: { fit: PolicyFit }) {
  const tested = families.filter(({ path }) => path.length > 0)
  if (tested.length === 0) return null
  return (
    <details><summary>What was tested</summary>
      <p class="faint small">Thresholds from the highest down, each by the exact probability of so few errors if {percent(promise.target_level)} were wrong; the first that fails ends it (Learn then Test: Angelopoulos, Bates, Candès, Jordan and Lei, 2021).</p>
      {tested.map((family) => (
        <div key={`${family.segment} ${family.operation} ${family.band}`} class="scroll" tabIndex={0} role="region" aria-label={`Tested: ${familyWords(family, families)}`}>
          <table class="bins">
            <caption>{familyWords(family, families)}: passes at {family.level.toPrecision(2)} or below</caption>
            <thead><tr><th scope="col">threshold</th><th scope="col">labels from there</th><th scope="col">wrong</th><th scope="col">probability</th><th scope="col"><span class="hidden">passed</span></th></tr></thead>
            <tbody>{family.path.map((step) => (
              <tr key={step.threshold} class={step.threshold === family.threshold ? 'now' : ''}><th scope="row">{confidenceText(step.threshold)}</th><td>{count(step.accepted)}</td><td>{count(step.errors)}</td><td>{step.p_value.toPrecision(2)}</td><td><span class={step.passed ? 'good' : 'failed'}>{step.passed ? '✓' : '✗'}<span class="hidden">{step.passed ? 'passed' : 'failed'}</span></span></td></tr>
            ))}</tbody>
          </table>
        </div>
      ))}
    </details>
  )
}

/** Labelled rows that no threshold decides about, and those that did not enter. */
function Apart({ fit: { apart, left_out } }: { fit: PolicyFit }) {
  const out = Object.entries(left_out).filter(([name, rows]) => rows > 0 && name !== 'other_models' && name !== 'other_folds')
  return (
    <ul class="faint small">
      {apart.never > 0 && <li>{plural(apart.never, 'labelled case')} always ask, whatever the confidence.</li>}
      {apart.always > 0 && <li><strong>{plural(apart.always, 'labelled case')}</strong> are done by itself at any confidence, {count(apart.always_errors)} of them wrong: no promise covers these.</li>}
      {apart.segment_unknown > 0 && <li>Of {plural(apart.segment_unknown, 'labelled case')} the segment is not known: they always ask.</li>}
      {out.map(([name, rows]) => <li key={name}>{plural(rows, 'case')} did not enter: {LEFT_OUT[name] ?? plain(name)}.</li>)}
    </ul>
  )
}

export const LEFT_OUT: Record<string, string> = {
  unlabelled: 'without a label', review: 'labelled in a review, which sees only what went to people', implicit: 'labelled by what people did, and silence is not acceptance',
  source_unknown: 'it is not said where their labels come from', without_propensity: 'audited, and the rate is not given', duplicates: 'their id was there before',
  conflicting: 'one id with two labels', thinned: 'thinned, so that all labels stand for cases at one rate', bad_score: 'no confidence from 0 to 1', same_unit: 'another case of the same unit stands for them',
}

function assumptions({ one_row_per_unit, label_rate, calibration }: PolicyFit, { calibrate }: FitAsk): string {
  const parts = [one_row_per_unit ? 'One case of each unit is tested.' : 'Assumes that rows are independent (a column `unit` would tell which are not).', 'The promise is for this one fit; a change of model, matrix, rules or calibration voids it.']
  if (label_rate < 1) parts.push(`The labels stand for cases at a rate of ${percent(label_rate)}.`)
  if (calibrate !== 'none' && calibration) parts.push(`Calibrated by ${calibration.method === 'platt' ? 'Platt scaling' : 'isotonic regression'} on ${count(calibration.before.labels)} labels that no threshold was tested on.`)
  return parts.join(' ').replaceAll('`', '')
}

/** The fitted policy, for the page or to take along. */
export function Take({ fit, isNewest }: { fit: { text: string; model: string }; isNewest: boolean }) {
  const isTaken = policyText.value === fit.text
  const take = () => {
    policyText.value = fit.text
    model.value = fit.model
    announce('The fitted policy is the policy of the page now')
  }
  return (
    <p class="actions">
      <button type="button" class="primary" aria-disabled={!isNewest || isTaken} onClick={() => { if (isNewest && !isTaken) take() }}>Use this policy</button>
      <button type="button" disabled={!isNewest} onClick={() => download(`${read(fit.text).name}.fitted.json`, fit.text, 'application/json')}>Download it</button>
      {isTaken && <span class="good" role="status">This is the policy of the page.</span>}
    </p>
  )
}
