// The lab's types: documents of any kind, studies with and without a log.
import {
  check, coverage, diff, signOff, test,
  type BesideLog, type Coverage, type Diagnostic, type Diff, type LogDiff, type LogRow, type LogSource, type Moves, type Rate, type SignOff, type TestRun,
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

export { counts, covered, home, misspelt, none, rate, regions, rowOf, said, signed, sources }
