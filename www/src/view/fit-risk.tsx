import type { PolicyFit, RiskCurve } from 'leeway-policy/lab'
import type { FittedPoint } from '../draw/risk.ts'
import type { FitAsk } from '../state/fit-choice.ts'
import { fits } from '../state/store.ts'
import { count, percent, sentence } from '../words.ts'
import { useAnswer } from './answer.ts'
import { Panel, Ticked } from './parts.tsx'
import { Plotted } from './plotted.tsx'

/** How often it would be wrong, were everything from some confidence on done by itself. */
export function RiskPanel({ ask: { model, split, target }, fit }: { ask: FitAsk; fit: PolicyFit | null }) {
  const { value, problem, isNewest } = useAnswer((give) => fits.ask('curve', give), { model, split })
  return (
    <Panel title="Risk and coverage" id="risk">
      <div aria-busy={!isNewest}>
        {problem && <p class="warning"><Ticked text={sentence(problem)} /></p>}
        {!problem && !value && <p class="faint" role="status">{isNewest ? 'No row has a label.' : 'Measuring …'}</p>}
        {!problem && value && <Curve curve={value} target={target} fitted={pointOf(fit)} />}
      </div>
    </Panel>
  )
}

function pointOf(fit: PolicyFit | null): FittedPoint | null {
  const now = fit?.automatic
  return now?.error && now.share ? { coverage: now.share, risk: now.error.value, low: now.error.low, high: now.error.high } : null
}

function Curve({ curve, target, fitted }: { curve: RiskCurve; target: number; fitted: FittedPoint | null }) {
  const draw = (width: number) => import('../draw/risk.ts').then(({ drawRisk }) => drawRisk(curve, target, fitted, width))
  return (
    <>
      <Plotted label={spoken(curve, target, fitted)} draw={draw} content={JSON.stringify([curve.aurc, curve.labels, target, fitted])} />
      <p class="small">Area under the curve <strong>{percent(curve.aurc)}</strong>, {percent(curve.excess_aurc)} above the best order of the same answers <span class="n">n={count(curve.labels)}</span></p>
      <p class="faint small">Line: the surest first, whatever the policy says. {fitted ? 'Diamond: what the fitted policy does by itself, with its exact 95% interval. ' : ''}What the data show lies below the target before a promise does: that a line is below it once is no proof.</p>
    </>
  )
}

function spoken({ points }: RiskCurve, target: number, fitted: FittedPoint | null): string {
  const below = points.filter(({ risk }) => risk <= target).at(-1)
  return `Risk over coverage: ${below ? `up to ${percent(below.coverage)} of cases could be accepted at ${percent(target)} wrong in this log` : `nothing is below ${percent(target)} wrong`}${fitted ? `; the fit accepts ${percent(fitted.coverage)} at ${percent(fitted.risk)} wrong` : ''}`
}
