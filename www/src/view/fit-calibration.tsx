import type { Calibrated, ScoreQuality } from 'leeway-policy/lab'
import type { FitAsk } from '../state/fit-choice.ts'
import { fits } from '../state/store.ts'
import { count, interval, percent, sentence } from '../words.ts'
import { useAnswer } from './answer.ts'
import { Panel, Ticked } from './parts.tsx'
import { Plotted } from './plotted.tsx'

/** How good the confidence is as a probability, before and after calibration. */
export function CalibrationPanel({ ask: { model, split, calibrate } }: { ask: FitAsk }) {
  const { value, problem, isNewest } = useAnswer((give) => fits.ask('calibrate', give), { model, split, calibrate })
  return (
    <Panel title="Is 90% sure right nine times in ten?" id="calibration">
      <div aria-busy={!isNewest}>
        {problem && <p class="warning"><Ticked text={sentence(problem)} /></p>}
        {!problem && !value && <p class="faint" role="status">Measuring …</p>}
        {!problem && value && <Measured found={value} />}
      </div>
    </Panel>
  )
}

const METHOD_WORDS = { isotonic: 'isotonic regression', platt: 'Platt scaling' }
const VERDICTS = { better: 'significantly better than the confidence as it is', worse: 'significantly worse than the confidence as it is', not_significant: 'not significantly better than the confidence as it is' }

function Measured({ found }: { found: Calibrated }) {
  const { before, after, after_reason, method, asked, verdict, map } = found
  return (
    <>
      <div class="pair">
        <Reliability title="As the model gives it" label="the model said" quality={before} points={map.points} />
        {after
          ? <Reliability title={`After ${METHOD_WORDS[method]}`} label="after calibration" quality={after} points={null} />
          : <div><h3>After {METHOD_WORDS[method]}</h3><p class="faint">{after_reason && <Ticked text={after_reason} />}</p></div>}
      </div>
      <p><strong>{capital(METHOD_WORDS[method])}</strong> is {verdict ? VERDICTS[verdict] : 'not compared: there are too few labels to hold some back'}{asked ? '' : '; it is the usual method for so many labels'}.</p>
      <p class="faint small">Dots: how often cases of a bin were right, with a 95% interval (Wilson); bars: how many cases; dashed: perfect; line: the map. After: each tenth of the rows, calibrated by the others.</p>
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function Reliability({ title, label, quality, points }: { title: string; label: string; quality: ScoreQuality; points: readonly (readonly [number, number])[] | null }) {
  const { ece, ece_by_chance: chance, brier, brier_interval, bins, labels } = quality
  const draw = (width: number) => import('../draw/reliability.ts').then(({ drawReliability }) => drawReliability({ bins, points, label }, width))
  return (
    <div>
      <h3>{title}</h3>
      <Plotted label={spoken(title, quality)} draw={draw} content={quality} />
      <Gauge ece={ece} mean={chance.mean} upper={chance.upper} />
      <dl class="measures">
        <div><dt title="expected calibration error, 15 bins of equal width">Calibration error</dt><dd><strong>{percent(ece)}</strong> <span class="n">n={count(labels)}</span></dd></div>
        <div><dt title="what a perfect model with these scores shows, and what it exceeds in 5 of 100 samples">A perfect model shows</dt><dd>{percent(chance.mean)}, up to {percent(chance.upper)}</dd></div>
        <div><dt title="mean squared error of the probability; less is better">Brier score</dt><dd><strong>{brier.toFixed(4)}</strong> <span class="interval">{brier_interval.low.toFixed(4)}–{brier_interval.high.toFixed(4)}</span></dd></div>
      </dl>
      <details><summary>The numbers</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={`The bins, ${title}`}>
          <table class="bins"><thead><tr><th scope="col">said</th><th scope="col">cases</th><th scope="col">right</th><th scope="col">interval</th></tr></thead>
            <tbody>{bins.map((bin) => <tr key={bin.index}><th scope="row">{percent(bin.mean_score)}</th><td>{count(bin.labels)}</td><td>{percent(bin.accuracy)}</td><td>{interval(bin.interval.low, bin.interval.high)}</td></tr>)}</tbody></table>
        </div>
      </details>
    </div>
  )
}

/** The calibration error beside what chance alone gives. */
function Gauge({ ece, mean, upper }: { ece: number; mean: number; upper: number }) {
  const most = Math.max(ece, upper) * 1.15 || 1
  const at = (value: number) => `${(value / most) * 100}%`
  return (
    <div class="gauge" aria-hidden="true" title="shaded: what a perfect model shows by chance">
      <span class="chance" style={{ left: '0', width: at(upper) }} /><span class="tick-mark" style={{ left: at(mean) }} /><span class={`at ${ece > upper ? 'off' : ''}`} style={{ left: at(ece) }} />
    </div>
  )
}

function spoken(title: string, { ece, ece_by_chance: { upper }, bins, labels }: ScoreQuality): string {
  const off = bins.filter(({ mean_score, interval: { low, high } }) => mean_score < low || mean_score > high)
  return `Reliability. ${title}: calibration error ${percent(ece)} of ${count(labels)} labels, ${ece > upper ? 'more than chance' : 'within chance'}; ${off.length} of ${bins.length} bins are off the line`
}
