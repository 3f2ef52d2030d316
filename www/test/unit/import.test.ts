import { describe, expect, it } from 'vitest'
import { asFraction, asNumber, asTruth } from '../../src/import/cells.ts'
import { CsvSplitter } from '../../src/import/csv.ts'
import { LineSplitter } from '../../src/import/ndjson.ts'
import { noRows, peek, readLog, type Loaded } from '../../src/import/read.ts'
import { MAX_RECORD, type Splitter } from '../../src/import/records.ts'
import { startPolicy } from '../../src/import/propose.ts'
import { recognise } from '../../src/import/recognise.ts'
import { guessSignal } from '../../src/import/signals.ts'
import { delimiterOf, sniff } from '../../src/import/sniff.ts'
import { cellText } from '../../src/log/columns.ts'
import { read } from '../../src/state/document.ts'
import { countsAs, signalsOf, switches } from '../../src/state/panel.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const csv = (header: string, ...samples: string[]) => recognise(header.split(','), samples.map((row) => row.split(',')), { format: 'csv', delimiter: ',' })

async function load(text: string | Uint8Array, name = 'log.csv'): Promise<Loaded> {
  const file = new File([text as BlobPart], name)
  const peeked = await peek(file)
  if (!peeked.ok) throw new Error(peeked.problem)
  return readLog(file.stream(), 'utf-8', peeked.peek.mapping, peeked.peek.header, () => {})
}

/** Everything a splitter gives, the text cut into pieces of every size. */
function split(make: () => Splitter, text: string, size: number) {
  const splitter = make()
  const all = { cells: [] as unknown[][], lines: [] as number[], raw: [] as string[], refused: [] as { line: number; reason: string; text: string }[] }
  for (let at = 0; at <= text.length; at += size) {
    const batch = splitter.push(text.slice(at, at + size), at + size > text.length)
    batch.records.forEach((record, i) => { all.cells.push(record.cells); all.lines.push(record.line); all.raw.push(batch.raw(i)) })
    all.refused.push(...batch.refused)
  }
  return all
}

describe('cells', () => {
  it('reads numbers as people write them', () => {
    expect([asNumber('0.93'), asNumber(' 93% '), asNumber('0,93', true), asNumber('.5'), asNumber('1e-3'), asNumber(0.5)]).toEqual([0.93, 0.93, 0.93, 0.5, 0.001, 0.5])
    for (const text of ['', 'x', '0,93', '1.2.3', '0x10', 'Infinity', '1_0']) expect(asNumber(text)).toBeNaN()
  })

  it('reads right and wrong, and says when it cannot', () => {
    expect(['1', 'TRUE', 'accepted', '0', 'no', 'undone', '', 'null', 'perhaps'].map(asTruth)).toEqual([1, 1, 1, 0, 0, 0, 2, 2, null])
  })

  it('names what is wrong with a confidence', () => {
    const problem = (cell: string | null, scale: 1 | 100 = 1) => asFraction(cell, 'confidence', scale, false)
    expect(problem('')).toEqual({ problem: 'confidence is missing' })
    expect(problem('high')).toEqual({ problem: 'confidence is not a number' })
    expect(problem('1.2')).toEqual({ problem: 'confidence is outside 0 to 1' })
    expect(problem('-0.1')).toEqual({ problem: 'confidence is outside 0 to 1' })
    expect(problem('93', 100)).toEqual({ value: 0.93 })
    expect(problem('93%', 100)).toEqual({ value: 0.93 })
  })
})

describe('what kind of file', () => {
  it.each([
    ['', 'this file is empty'], ['\n\n  \n', 'this file holds only blank lines'], ['[{"a":1}]', 'this is one JSON list, not NDJSON'], ['{\n "a": 1\n}', 'this is JSON over several lines, not NDJSON'],
  ])('%j is refused with a reason', (text, problem) => {
    expect(sniff(bytes(text), true)).toMatchObject({ kind: 'refused', problem })
  })

  it('knows binary files', () => {
    expect(sniff(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 8, 0), true)).toMatchObject({ problem: 'this is not a text file' })
    expect(sniff(Uint8Array.from({ length: 500 }, (_, i) => 128 + (i % 100)), true)).toMatchObject({ problem: 'this is not a text file' })
  })

  const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

  it('names another encoding, of the header or of rows', async () => {
    expect(await peek(new File([latin1('größe,confidence,correct\na,0.9,1\n')], 'log.csv'))).toEqual({ ok: false, problem: 'the names of its columns are not UTF-8', help: 'Save the file as UTF-8, not as Latin-1 or Windows-1252.' })
    const reason = 'the row is not UTF-8: save the log as UTF-8, not as Latin-1 or Windows-1252'
    const rows = 'a,0.9,1\ngröße,0.8,0\nb,0.7,1\n'
    for (const head of ['predicted,confidence,correct\n', `predicted,confidence,correct\n${'a,0.9,1\n'.repeat(40_000)}`]) {
      const { log, report } = await load(latin1(head + rows))
      expect([report.bad, report.reasons, report.examples[0].line]).toEqual([1, [{ reason, count: 1 }], head.split('\n').length + 1])
      expect(log.rows).toBe(head.split('\n').length)
    }
    const { report } = await load(latin1('{"predicted":"größe","confidence":0.9,"correct":1}\n{"predicted":"a","confidence":0.9,"correct":1}\n'), 'log.ndjson')
    expect([report.rows, report.reasons]).toEqual([1, [{ reason, count: 1 }]])
  })

  it('says of what nothing can be read why, most rows first', () => {
    const report = (bad: number, ...reasons: [string, number][]) => ({ rows: 0, bad, unlabelled: 0, examples: [], reasons: reasons.map(([reason, count]) => ({ reason, count })) })
    expect(noRows(report(0))).toBe('the file has no rows')
    expect(noRows(report(2, ['confidence is missing', 2]))).toBe('none of the 2 rows could be read: confidence is missing')
    expect(noRows(report(5, ['a', 3], ['b', 1], ['c', 1]))).toBe('none of the 5 rows could be read: of 3, a; of 1, b; of 1, c')
  })

  it('takes a letter that stands for what could not be read as one', async () => {
    const { report } = await load('predicted,confidence,correct\na\ufffd,0.9,1\ngröße,0.8,0\n')
    expect([report.rows, report.bad]).toEqual([2, 0])
  })

  it('knows byte order marks', () => {
    expect(sniff(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes('a,b\n1,2')), true)).toMatchObject({ kind: 'csv', text: 'a,b\n1,2' })
    const wide = new Uint8Array(2 + 14)
    wide.set([0xff, 0xfe])
    for (let i = 0; i < 7; i++) wide[2 + 2 * i] = 'a,b\n1,2'.charCodeAt(i)
    expect(sniff(wide, true)).toMatchObject({ kind: 'csv', encoding: 'utf-16le', text: 'a,b\n1,2' })
  })

  it('finds the delimiter', () => {
    expect(delimiterOf('a;b;c\n1,5;2;3\n')).toBe(';')
    expect(delimiterOf('a\tb\n1\t2\n')).toBe('\t')
    expect(delimiterOf('a,b\n"x;y;z",1\n')).toBe(',')
    expect(delimiterOf('a|b\n1|2')).toBe('|')
  })
})

describe('CSV records', () => {
  const text = 'id,text\r\n1,plain\r\n2,"two\r\nlines, ""quoted"""\r\n\r\n3,last'
  it.each([1, 2, 3, 5, 7, 11, 1000])('come out the same in pieces of %i', (size) => {
    const { cells, lines, refused } = split(() => new CsvSplitter(','), text, size)
    expect(cells.filter((row) => row.length > 1)).toEqual([['id', 'text'], ['1', 'plain'], ['2', 'two\r\nlines, "quoted"'], ['3', 'last']])
    expect(lines.filter((_, i) => cells[i].length > 1)).toEqual([1, 2, 3, 6])
    expect(refused).toEqual([])
  })

  it('keep their own text', () => {
    expect(split(() => new CsvSplitter(','), text, 1000).raw.slice(1, 3)).toEqual(['1,plain', '2,"two\r\nlines, ""quoted"""'])
  })

  it('lose one line to a quote that is never closed, not the file', () => {
    const { cells, refused } = split(() => new CsvSplitter(','), 'a,b\n1,"open\n2,x\n3,y\n', 1000)
    expect(refused).toEqual([{ line: 2, reason: 'a quote is opened and never closed', text: '1,"open' }])
    expect(cells.filter((row) => row.length > 1)).toEqual([['a', 'b'], ['2', 'x'], ['3', 'y']])
  })

  it('are not slowed down by a file full of such quotes', () => {
    const lines = 30_000
    const { cells, refused } = split(() => new CsvSplitter(','), 'a,b\n' + '1,"x\n'.repeat(lines), 1 << 16)
    expect(cells.length + refused.length).toBeGreaterThan(lines / 2)
  })

  it('refuse a line that is too long and go on after it', () => {
    const { cells, refused } = split(() => new CsvSplitter(','), `a,b\n1,${'x'.repeat(3 * MAX_RECORD)}\n2,y\n`, 1 << 18)
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[2, 'the line is longer than 1 MB']])
    expect(cells.filter((row) => row.length > 1)).toEqual([['a', 'b'], ['2', 'y']])
  })

  it('end with carriage returns alone too', () => {
    expect(split(() => new CsvSplitter(','), 'a,b\r1,2\r', 1000).cells.filter((row) => row.length > 1)).toEqual([['a', 'b'], ['1', '2']])
  })
})

describe('NDJSON records', () => {
  it.each([1, 4, 1000])('come out the same in pieces of %i', (size) => {
    const { cells, refused } = split(() => new LineSplitter(), '\ufeff{"a":1}\r\n\nnope\n[1]\n{"a":2}', size)
    expect(cells).toEqual([[{ a: 1 }], [{ a: 2 }]])
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([[3, 'the line is not JSON'], [4, 'the line is not a JSON object']])
  })

  it('survive a huge line', () => {
    const { cells, refused } = split(() => new LineSplitter(), `{"a":1}\n{"a":"${'x'.repeat(2 * MAX_RECORD)}"}\n{"a":3}\n`, 1 << 18)
    expect(cells).toEqual([[{ a: 1 }], [{ a: 3 }]])
    expect(refused).toHaveLength(1)
  })
})

describe('columns by name', () => {
  it('are recognised', () => {
    const { mapping, questions } = csv('id,predicted,label,confidence,second,correct,impact,model', '1,a,a,0.9,0.05,1,0.3,m1')
    expect(questions).toEqual([])
    expect(mapping).toMatchObject({ confidence: 'confidence', second: 'second', correct: 'correct', label: 'predicted', truth: 'label', impact: 'impact', model: 'model', id: 'id', scale: 1 })
    expect(csv('case_id,Intent,Score,Outcome', '1,refund,0.9,accepted').mapping).toMatchObject({ confidence: 'Score', label: 'Intent', correct: 'Outcome', id: 'case_id' })
  })

  it('are asked for when unclear', () => {
    expect(csv('a,b,c', 'x,0.91,1', 'y,0.4,0')).toMatchObject({ mapping: { confidence: 'b' }, questions: [{ part: 'confidence', candidates: ['b', 'c'] }, { part: 'correct' }, { part: 'label' }] })
    expect(csv('predicted,score,outcome', 'a,0.5,maybe').questions).toMatchObject([{ part: 'correct' }, { part: 'correct' }])
  })

  it('show per cent', () => {
    expect(csv('predicted,confidence,correct', 'a,93,1', 'b,41,0')).toMatchObject({ mapping: { scale: 100 }, questions: [{ part: 'scale' }] })
  })

  it('find ranked answers', () => {
    expect(csv('text,label,intent1,p1,intent2,p2', 'hi,a,a,0.9,b,0.1').mapping.alternatives).toEqual({ pairs: [['intent1', 'p1'], ['intent2', 'p2']] })
  })
})

describe('a whole file', () => {
  it('counts what it cannot read, by reason, with line and text', async () => {
    const { log, report, badText } = await load('id,predicted,confidence,correct\n1,a,0.9,1\n2,a,1.9,1\n3,a,,0\n4,a,0.5,maybe\n5,a,0.5\n6,b,0.4,0\n7,b,0.3,\n')
    expect(log.rows).toBe(3)
    expect(report).toMatchObject({ rows: 3, bad: 4, unlabelled: 1 })
    expect(report.reasons.map(({ reason }) => reason).sort()).toEqual(['3 fields where the header has 4', '`correct` says neither right nor wrong', 'confidence is missing', 'confidence is outside 0 to 1'])
    expect(report.examples[0]).toEqual({ line: 3, reason: 'confidence is outside 0 to 1', text: '2,a,1.9,1' })
    expect(await badText.text()).toBe('line\treason\ttext\n3\tconfidence is outside 0 to 1\t2,a,1.9,1\n4\tconfidence is missing\t3,a,,0\n5\t`correct` says neither right nor wrong\t4,a,0.5,maybe\n6\t3 fields where the header has 4\t5,a,0.5\n')
    expect([...log.truth]).toEqual([1, 0, 2])
  })

  it('takes semicolons with decimal commas, a mark, and line ends of Windows', async () => {
    const { log, report } = await load('\ufeffpredicted;confidence;correct\r\na;0,91;1\r\n"b;c";0,42;0\r\n')
    expect(report.bad).toBe(0)
    expect([...log.confidence]).toEqual([0.91, 0.42])
    expect(log.label?.words).toEqual(['a', 'b;c'])
  })

  it('takes NDJSON with nested fields and ranked answers', async () => {
    const rows = [{ id: 1, prediction: { intent: 'pay', confidence: 0.9 }, correct: true, alternatives: [{ label: 'pay', confidence: 0.9 }, { label: 'buy', confidence: 0.06 }] }, { id: 2, prediction: { intent: 'buy', confidence: 0.8 }, correct: false }]
    const { log, report } = await load(rows.map((row) => JSON.stringify(row)).join('\n'), 'log.ndjson')
    expect(report).toMatchObject({ rows: 2, bad: 0 })
    expect(log.label?.words).toEqual(['pay', 'buy'])
    expect([...(log.alternatives?.confidences[1] ?? [])]).toEqual([0.06, NaN])
    expect(cellText(log.columns[log.columns.findIndex(({ name }) => name === 'id')], 1)).toBe('2')
  })

  it('keeps columns of many different texts', async () => {
    const many = 70_000
    const { log } = await load('predicted,confidence,correct,note\n' + Array.from({ length: many }, (_, i) => `a,0.5,1,note ${i} ä\n`).join(''))
    const note = log.columns.find(({ name }) => name === 'note')
    expect(note?.kind).toBe('text')
    expect(note && [cellText(note, 0), cellText(note, many - 1)]).toEqual(['note 0 ä', `note ${many - 1} ä`])
  })

  it.each([['id,predicted,confidence,correct\n', 'this file has a header and no rows'], ['a,a\n1,2\n', 'two columns are named `a`'], ['1,2\n3,4\n', 'the first line holds numbers, not column names']])('%j is answered plainly', async (text, problem) => {
    expect(await peek(new File([text], 'x.csv'))).toMatchObject({ ok: false, problem })
  })

  it('can be stopped', async () => {
    const file = new File(['predicted,confidence,correct\na,0.5,1\n'], 'x.csv')
    const peeked = await peek(file)
    if (!peeked.ok) throw new Error('unexpected')
    await expect(readLog(file.stream(), 'utf-8', peeked.peek.mapping, null, () => { throw new Error('stopped') })).rejects.toThrow('stopped')
  })
})

describe('the signals of a policy', () => {
  const mapping = (header: string) => csv(header, header).mapping
  const guess = (name: string, header: string) => guessSignal(name, header.split(','), mapping(header))

  it('are guessed where a column has their name or one that is near, and plays no other part', () => {
    expect(guess('tier', 'confidence,tier,customer_tier')).toBe('tier')
    expect(guess('tier', 'confidence,customer_tier')).toBe('customer_tier')
    expect(guess('tier', 'confidence,signals.tier,tier')).toBe('signals.tier')
    expect(guess('out_of_scope', 'confidence,Out of scope')).toBe('Out of scope')
    expect(guess('latency_ms', 'confidence,latencyms')).toBe('latencyms')
    expect(guess('language', 'confidence,languages')).toBe('languages')
    expect(guess('tier', 'confidence,frontier,time')).toBeNull()
    expect(guess('model', 'confidence,model')).toBeNull()
  })

  it('that a log has not are left out of a first policy, unless they have a default', () => {
    const first = read(startPolicy([], false, false, { latency_ms: null, out_of_scope: null, reviewers_available: null }))
    expect(Object.keys(first.signals ?? {})).toEqual(['latency_ms'])
    expect(first.degrade?.map(({ id }) => id)).toEqual(['slow'])
    expect(first.unavailable).toBeUndefined()
    const whole = read(startPolicy([], false, false, { latency_ms: null, out_of_scope: 'oos', reviewers_available: 'reviewers' }))
    expect([Object.keys(whole.signals ?? {}).length, whole.degrade?.length, whole.unavailable?.length]).toEqual([3, 2, 1])
  })

  it('are missing in a log of one\'s own until they are set, and as when all is well in one of the page', () => {
    const document = read(startPolicy([], false, false, {}))
    const of = (isBundled: boolean, signals: Record<string, string | null> = {}) => switches(document, { columns: ['confidence', 'oos'], signals, isBundled })
    expect(signalsOf(of(true), {})).toEqual({ latency_ms: 120, out_of_scope: false, reviewers_available: true })
    expect(signalsOf(of(false), { reviewers_available: true })).toEqual({ latency_ms: null, out_of_scope: null, reviewers_available: true })
    expect(of(false, { out_of_scope: 'oos' }).map(({ name }) => name)).toEqual(['latency_ms', 'reviewers_available'])
    expect(of(false).map((one) => countsAs(one, one.usual))).toEqual(['`0`, its default', 'missing', 'missing'])
  })
})
