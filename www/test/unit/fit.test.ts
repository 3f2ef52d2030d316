import { describe, expect, it } from 'vitest'
import { readingOf } from '../../src/fit/columns.ts'
import { commandLine } from '../../src/fit/command.ts'
import { boundOf, familyWords } from '../../src/fit/families.ts'
import { onPage } from '../../src/fit/page-words.ts'
import { plainCsv } from '../../src/fit/plain.ts'
import { readLog } from '../../src/import/read.ts'
import type { Mapping } from '../../src/log/types.ts'
import type { Document } from '../../src/state/document.ts'
import { USUAL, optionsAsk, settle } from '../../src/state/fit-choice.ts'
import type { LogSummary } from '../../src/worker/protocol.ts'

const mapping: Mapping = { format: 'csv', delimiter: ',', confidence: 'confidence', scale: 1, second: null, correct: 'correct', label: 'predicted', truth: null, impact: null, model: null, id: null, split: null, text: null, alternatives: null, signals: {} }
const header = ['id', 'predicted', 'confidence', 'correct', 'locale']

describe('the import step in the terms of the lab', () => {
  it('names only columns that do not stand under their own name', () => {
    expect(readingOf({ ...mapping, id: 'id' }, header, false, ['1', '0'])).toEqual({ columns: {} })
    expect(readingOf({ ...mapping, id: 'key', confidence: 'score', label: 'intent' }, ['key', 'score', 'intent', 'correct'], false, ['1', '0'])).toEqual({ columns: { id: 'key', confidence: 'score', predicted: 'intent' } })
  })

  it('a column with the name of a field that a person did not choose for it is only a signal', () => {
    expect(readingOf(mapping, [...header, 'impact', 'model'], false, ['1', '0'])).toEqual({ columns: { 'signals.id': 'id', 'signals.model': 'model', 'signals.impact': 'impact' } })
    expect(readingOf({ ...mapping, id: 'id', impact: 'impact' }, [...header, 'impact'], true, ['1', '0'])).toEqual({ columns: {} })
    expect(readingOf({ ...mapping, id: 'id', impact: 'impact' }, [...header, 'impact'], false, ['1', '0'])).toEqual({ columns: { 'signals.impact': 'impact' } })
  })

  it('names the column of the parts', () => {
    expect(readingOf({ ...mapping, id: 'id', split: 'part' }, [...header, 'part'], false, ['1'])).toEqual({ columns: { split: 'part' } })
    expect(readingOf({ ...mapping, id: 'id' }, [...header, 'split'], false, ['1'])).toEqual({ columns: { 'signals.split': 'split' } })
  })

  it('names the column of a signal, and what is no signal whatever it is called', () => {
    const reading = (signals: Mapping['signals'], ...more: string[]) => readingOf({ ...mapping, id: 'id', signals }, [...header, ...more], false, ['1'])
    expect(reading({ tier: 'customer_tier' }, 'customer_tier')).toEqual({ columns: { 'signals.tier': 'customer_tier' } })
    expect(reading({ locale: 'locale', tier: null })).toEqual({ columns: {} })
    expect(reading({ tier: 'signals.tier' }, 'signals.tier')).toEqual({ columns: {} })
    expect(reading({ locale: null })).toEqual({ why: 'its column `locale` is not the signal of that name' })
    expect(reading({ tier: 'predicted' })).toEqual({ why: 'one of its columns is used twice' })
    expect(reading({ model: 'kind' }, 'kind', 'model')).toEqual({ why: expect.stringContaining('neither that field nor the signal') })
  })

  it('tells right and wrong from what people did', () => {
    expect(readingOf({ ...mapping, id: 'id', correct: 'feedback' }, [], false, ['accepted', 'undone'])).toEqual({ columns: { outcome: 'feedback' } })
    expect(readingOf({ ...mapping, id: 'id', correct: 'feedback' }, [], false, ['True', 'false'])).toEqual({ columns: { correct: 'feedback' } })
  })

  it.each<[string, Partial<Mapping>, string[]]>([
    ['in per cent', { scale: 100 }, ['1']], ['separated by commas', { delimiter: ';' }, ['1']], ['other words', {}, ['yes', 'no']], ['other words', {}, ['accepted', '1']],
    ['columns of their own', { alternatives: { pairs: [['a1', 'p1'], ['a2', 'p2']] } }, ['1']], ['within others', { format: 'ndjson', delimiter: '', confidence: 'prediction.confidence' }, ['1']],
    ['used twice', { second: 'confidence' }, ['1']],
  ])('says what it does not read as it stands: %s', (why, change, truths) => {
    expect(readingOf({ ...mapping, ...change }, header, false, truths)).toEqual({ why: expect.stringContaining(why) })
  })
})

describe('refusals and hints in the words of the page', () => {
  it('name its controls, and leave all else as it was', () => {
    expect(onPage('NO_LABELS', "no row; if every row of this log was labelled, say so: `--labels complete`, in code `labels: 'complete'`")).toBe('no row; if every row of this log was labelled, tick “every row was meant to be labelled” above')
    expect(onPage('NO_LABEL_EQUALS_PREDICTION', 'If it has one, map it: `correct=COLUMN`')).toContain('“Right or wrong”')
    expect(onPage('NO_LABELS', 'no row; 9 have none (a column that says what was true is mapped: `label=COLUMN`, or `correct=COLUMN`): label')).toBe('no row; 9 have none (a column that says what was true, or right or wrong, is chosen among the columns of your file): label')
    expect(onPage('NO_MODEL', 'one model: say what its model is called, as inputs will (`model`)')).toBe('one model: give it the name under “Model” that the app will give with each prediction')
    expect(onPage('NOTHING_AUTOMATIC', 'no labelled row')).toMatch(/^no labelled row; a signal that no column holds counts as missing/)
    expect(onPage('NO_CASES', 'say so: `--labels complete`')).toBe('say so: `--labels complete`')
  })
})

const logOf = async (text: string, given: Mapping) => (await readLog(new Blob([text]).stream(), 'utf-8', given, null, () => {})).log

describe('a plain CSV', () => {
  it('has every row under the names of the fields, and all other columns', async () => {
    const given: Mapping = { ...mapping, delimiter: ';', confidence: 'p', scale: 100, correct: 'ok', label: 'what', second: 'p2', id: 'key', alternatives: { pairs: [['a1', 'c1'], ['a2', 'c2']] } }
    const log = await logOf('key;what;p;p2;ok;lang;impact;a1;c1;a2;c2\nx;"say, ""hi""";97,5;1;yes;en;9;a;0.9;b;0.1\ny;b;12%;;no;;8;b;0.12;;\nz;c;50;;;fr;7;;;;\n', given)
    expect(await plainCsv(log, given, false).text()).toBe([
      'id,predicted,confidence,second,correct,alternatives,lang,a1,c1,a2,c2',
      'x,"say, ""hi""",0.975,0.01,1,"[{""label"":""a"",""confidence"":0.9},{""label"":""b"",""confidence"":0.1}]",en,a,0.9,b,0.1',
      'y,b,0.12,,0,"[{""label"":""b"",""confidence"":0.12}]",,b,0.12,,',
      'z,c,0.5,,,,fr,,,,', '',
    ].join('\n'))
  })

  it('has signals under their names, and no column that is none', async () => {
    const given: Mapping = { ...mapping, scale: 100, signals: { tier: 'predicted', lang: null } }
    expect(await plainCsv(await logOf('predicted,confidence,correct,lang,more\na,50,1,en,x\n', given), given, false).text()).toBe('predicted,confidence,correct,signals.tier,more\na,0.5,1,a,x\n')
  })
})

describe('what is asked', () => {
  const summary = { splits: [{ name: 'cal', count: 5 }, { name: 'test', count: 5 }], columns: ['split'], models: [] } as unknown as LogSummary
  const none = { splits: [], columns: ['label_source'], models: [{ name: '', count: 1 }, { name: 'only', count: 2 }] } as unknown as LogSummary

  it('suits the log unless a person said otherwise', () => {
    expect(settle(USUAL, summary, true, 'm')).toEqual({ model: 'm', target: 0.02, sure: 0.95, calibrate: 'none', split: 'cal', verify: 'test', complete: true })
    expect(settle(USUAL, summary, false, null)).toMatchObject({ split: 'cal', complete: false })
    expect(settle({ ...USUAL, split: '*' }, summary, true, 'm')).toMatchObject({ split: null, verify: null })
    expect(settle({ ...USUAL, split: 'test' }, summary, true, 'm')).toMatchObject({ split: 'test', verify: null })
    expect(settle({ ...USUAL, verify: '-' }, summary, true, 'm')).toMatchObject({ split: 'cal', verify: null })
    expect(settle({ ...USUAL, split: 'gone', complete: true }, none, false, 'm')).toMatchObject({ model: 'm', split: null, verify: null, complete: false })
    expect(settle(USUAL, none, false, null).model).toBe('only')
  })

  it('stands on the command line, quoted where it must be', () => {
    const files = { policy: 'p.json', log: 'my log.csv', operations: null, health: 'h.json', fitted: 'f.json' }
    const ask = settle({ ...USUAL, calibrate: 'platt' }, summary, true, "it's")
    expect(commandLine(ask, { confidence: 'score' }, files)).toBe("npx leeway-policy fit p.json 'my log.csv' --target 0.02 --confidence 0.95 --model 'it'\\''s' --split cal --verify test --calibrate platt --labels complete --column confidence=score --health h.json --output f.json")
    expect(commandLine(optionsAsk(ask, { ...USUAL, sets: 'aps' }), {}, files)).toBe("npx leeway-policy fit-options p.json 'my log.csv' --coverage 0.9 --confidence 0.95 --model 'it'\\''s' --split cal --verify test --method aps --labels complete --health h.json --output f.json")
  })
})

describe('families', () => {
  const document = { confidence: { low: 0, high: 0.8 }, operations: { move: { impact: 0, confidence: { high: 0.9 } } }, segments: [{ name: 'french', confidence: { high: 0.95 } }, { name: 'other' }] } as unknown as Document
  const family = (segment: string | null, operation: string | null) => ({ segment, operation, band: 'high' })

  it('have words and the threshold that holds for them', () => {
    const all = [family(null, null), family('french', null), family(null, 'move'), family('french', 'move'), family('other', null)]
    expect(all.map((one) => familyWords(one, all))).toEqual(['all other cases', 'segment french', 'move', 'move, segment french', 'segment other'])
    expect(familyWords(all[0], [all[0]])).toBe('all cases')
    expect(all.map((one) => boundOf(document, one))).toEqual([0.8, 0.95, 0.9, 0.95, 0.8])
  })
})
