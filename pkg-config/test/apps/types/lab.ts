// The lab's types: documents of any kind, studies with and without a log.
import {
  Log, LogError, calibrate, check, coverage, diff, fitOptions, fitThreshold, replay, riskCoverage, signOff, test,
  type BesideLog, type Coverage, type Diagnostic, type Diff, type LogDiff, type LogErrorCode, type LogRow, type LogSource, type Moves, type OptionsFit, type PolicyFit, type Rate, type Replayed, type RiskCurve, type ScoreQuality, type SignOff, type TestRun,
} from 'leeway-policy/lab'

declare const imported: { leeway: number, name: string, confidence: { low: number } }
declare const before: string

const said: Diagnostic[] = check(imported)
const regions: Diff['regions'] = diff(before, imported).regions
const none: Diff = diff(before, imported, null)
// @ts-expect-error without a log nothing moves
diff(before, imported).log

const rows: LogRow[] = [{ confidence: 0.9, operation: 'archive', outcome: 'accepted' }, { predicted: 'a', label: 'b', correct: 0, signals: { locale: 'en' } }]
const sources: LogSource[] = ['id,confidence', new Uint8Array(1), new ArrayBuffer(1), rows, Object.freeze(rows)]
const beside: BesideLog = { operations: { archive: ['a', 'b'], c: 'delete' }, health: { at_most: 'suggest' } }
const studied: LogDiff = diff(before, imported, rows, beside)
const moves: Moves = studied.log
const rate: Rate | null = moves.all.wrong_rate
const rowOf: LogRow | undefined = moves.gained_and_wrong[0]?.row
const counts: number[] = moves.transitions.map(({ rows, right, wrong }) => rows - right - wrong)
// @ts-expect-error no outcome
const misspelt: LogRow = { confidence: 0.9, outcome: 'acepted' }

const runs: readonly TestRun[] = test(imported, [{ name: 'sure', given: { confidence: 1 }, expect: 'suggest' }]).tests
const home: 'document' | 'beside' | undefined = runs[0]?.in
const covered: Coverage = coverage(imported)
const signed: SignOff = signOff(imported, before)

async function learnt(file: Blob): Promise<number> {
  using log = await Log.read(file, { columns: { confidence: 'score' }, operations: { archive: ['a'] }, onProgress: ({ bytes, total }) => total === null || bytes <= total })
  const quality: ScoreQuality = calibrate(log, { model: 'm', method: 'auto' }).before
  const fit: PolicyFit = fitThreshold(log, imported, { risk: 'error', targetLevel: 0.02, confidenceLevel: 0.95, model: 'm', split: ['cal'], verify: 'test', labels: 'complete', calibrate: 'platt' })
  // @ts-expect-error the share of errors allowed is always said
  fitThreshold(log, imported, { model: 'm' })
  // @ts-expect-error labels of reviews hold no promise
  fitThreshold(log, imported, { targetLevel: 0.02, labels: 'review' })
  const options: OptionsFit = fitOptions(log, fit.document, { coverage: 0.9, method: 'aps', model: 'm', labels: 'complete', optionsFold: true })
  const held: number | undefined = options.cells[0]?.sets?.coverage?.value
  // @ts-expect-error the share of cases is always said
  fitOptions(log, imported, { method: 'lac' })
  const threshold: number | null | undefined = fit.families[0]?.threshold
  const { actions, cost }: Replayed = replay(log, fit.document, { costOfError: 20, costOfReview: 1 })
  const curves: readonly RiskCurve[] = riskCoverage(log, { bySegment: true })
  return quality.brier + (threshold ?? 0) + (held ?? 0) + actions.auto_apply.rows + (cost?.total ?? 0) + curves.length
}

const codeOf = (error: unknown): LogErrorCode | undefined => (error instanceof LogError ? error.code : undefined)

export { codeOf, learnt, counts, covered, home, misspelt, none, rate, regions, rowOf, said, signed, sources }
