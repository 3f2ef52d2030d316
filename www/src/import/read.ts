import type { BadRow, LoadReport, Log, Mapping } from '../log/types.ts'
import { Batch, NOT_UTF8, NO_TEXT, type Splitter } from './records.ts'
import { CsvSplitter } from './csv.ts'
import { LineSplitter, cellReader, pathsOf } from './ndjson.ts'
import { RowReader } from './rows.ts'
import { HEAD_BYTES, delimiterOf, sniff } from './sniff.ts'
import { recognise, type Recognised } from './recognise.ts'
import type { Cell } from './cells.ts'

/** `isNamed`: its columns were told by their names, not by a person. */
export interface Peek extends Recognised { isNamed: boolean; header: string[]; samples: string[][]; bytes: number }
export type Peeked = { ok: true; peek: Peek } | { ok: false; problem: string; help: string }

const SAMPLE_ROWS = 1000

/** Looks at the beginning of a file and proposes how to read it. */
export async function peek(file: Blob): Promise<Peeked> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const whole = file.size <= HEAD_BYTES
  const sniffed = sniff(head, whole)
  if (sniffed.kind === 'refused') return { ok: false, problem: sniffed.problem, help: sniffed.help }
  const delimiter = sniffed.kind === 'csv' ? delimiterOf(sniffed.text) : ''
  const { header, rows } = firstRows(sniffed.kind, delimiter, sniffed.text, whole)
  const problem = headerProblem(header, rows.length, sniffed.isSound)
  if (problem) return { ok: false, ...problem }
  const recognised = recognise(header, rows, { format: sniffed.kind, delimiter })
  const samples = rows.slice(0, 5).map((row) => header.map((_, i) => shown(row[i])))
  return { ok: true, peek: { ...recognised, isNamed: recognised.questions.length === 0, header, samples, bytes: file.size } }
}

const shown = (cell: Cell) => (cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell))

function firstRows(kind: 'csv' | 'ndjson', delimiter: string, text: string, whole: boolean): { header: string[]; rows: Cell[][] } {
  if (kind === 'csv') {
    const rows = new CsvSplitter(delimiter).push(text, whole).records.map(({ cells }) => cells as Cell[]).filter(isRow)
    return { header: namesOf(rows[0] ?? []), rows: rows.slice(1, SAMPLE_ROWS) }
  }
  const objects = new LineSplitter().push(text, whole).records.slice(0, SAMPLE_ROWS).map(({ cells }) => cells[0] as object)
  const header = pathsOf(objects)
  return { header, rows: objects.map(cellReader(header)) as Cell[][] }
}

const isRow = (cells: readonly unknown[]) => cells.length > 1 || cells[0] !== ''
const namesOf = (cells: readonly Cell[]) => cells.map((cell) => String(cell).trim())

function headerProblem(header: string[], rows: number, isSound: boolean): { problem: string; help: string } | null {
  if (!isSound && header.some((name) => name.includes(NO_TEXT))) return { problem: 'the names of its columns are not UTF-8', help: 'Save the file as UTF-8, not as Latin-1 or Windows-1252.' }
  if (header.length === 0) return { problem: 'nothing in this file could be read', help: 'Leeway reads CSV with a header line, or one JSON object a line.' }
  if (rows === 0) return { problem: 'this file has a header and no rows', help: 'Each prediction is a line below the header.' }
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) return { problem: `two columns are named \`${twice}\``, help: 'Give each column a name of its own.' }
  if (header.every((name) => name !== '' && Number.isFinite(Number(name)))) return { problem: 'the first line holds numbers, not column names', help: 'Add a header line such as `id,predicted,confidence,correct`.' }
  return null
}

/** Why there is no log, most rows first. */
export function noRows({ bad, reasons }: LoadReport): string {
  if (bad === 0) return 'the file has no rows'
  const told = reasons.slice(0, 3).map(({ reason, count }) => (count === bad ? reason : `of ${count}, ${reason}`))
  return `none of the ${bad} rows could be read: ${told.join('; ')}`
}

export interface Progress { bytes: number; rows: number; bad: number }
export interface Loaded { log: Log; report: LoadReport; badText: Blob }

/** How many bad rows are shown; the rest can be downloaded. */
const EXAMPLES = 50

/** Reads a whole stream of bytes; `onProgress` is called as it goes and may throw to stop. */
export async function readLog(stream: ReadableStream<Uint8Array>, encoding: string, mapping: Mapping, header: readonly string[] | null, onProgress: (progress: Progress) => void): Promise<Loaded> {
  const reader = stream.getReader()
  const decoder = new TextDecoder(encoding)
  const strict = new TextDecoder(encoding, { fatal: true })
  const sink = new Sink(mapping, header)
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read()
    bytes += value?.length ?? 0
    if (sink.isSound) sink.isSound = isText(strict, value, done)
    sink.push(done ? decoder.decode() : decoder.decode(value, { stream: true }), done)
    onProgress({ bytes, rows: sink.rows?.rows ?? 0, bad: sink.bad })
    if (done) return sink.finish()
  }
}

function isText(strict: TextDecoder, value: Uint8Array | undefined, isLast: boolean): boolean {
  try { strict.decode(value, { stream: !isLast }) } catch { return false }
  return true
}

const isBroken = (cell: unknown): boolean => (typeof cell === 'string' ? cell : JSON.stringify(cell)).includes(NO_TEXT)

/** Records in, log and bad rows out. */
class Sink {
  rows: RowReader | null = null
  /** Whether all bytes so far were text. */
  isSound = true
  bad = 0
  private readonly splitter: Splitter
  private header: readonly string[] | null
  private toCells: ((cells: unknown[]) => unknown[]) | null = null
  private readonly reasons = new Map<string, number>()
  private readonly examples: BadRow[] = []
  /** Handed to the browser in pieces, which may keep them on disk. */
  private badParts: BlobPart[] = []

  constructor(private readonly mapping: Mapping, header: readonly string[] | null) {
    this.splitter = mapping.format === 'csv' ? new CsvSplitter(mapping.delimiter) : new LineSplitter()
    this.header = mapping.format === 'csv' ? null : header
    if (this.header) this.begin(this.header)
  }

  private begin(header: readonly string[]): void {
    this.header = header
    this.rows = new RowReader(header, this.mapping)
    if (this.mapping.format === 'ndjson') {
      const read = cellReader(header)
      this.toCells = ([object]) => read(object as object)
    }
  }

  push(text: string, last: boolean): void {
    const batch = this.splitter.push(text, last)
    for (const { line, reason, text: raw } of batch.refused) this.refuse(line, reason, raw)
    batch.records.forEach((_, index) => this.take(batch, index))
  }

  private take(batch: Batch, index: number): void {
    const { line, cells } = batch.records[index]
    if (!this.toCells && !isRow(cells)) return
    if (!this.rows || !this.header) return this.begin(namesOf(cells as Cell[]))
    if (!this.isSound && cells.some(isBroken)) return this.refuse(line, NOT_UTF8, batch.raw(index))
    const reason = this.toCells ? this.rows.add(this.toCells(cells) as Cell[]) : this.addCsv(cells as Cell[])
    if (reason) this.refuse(line, reason, batch.raw(index))
  }

  private addCsv(cells: Cell[]): string | null {
    const expected = (this.header as readonly string[]).length
    if (cells.length !== expected) return `${cells.length} fields where the header has ${expected}`
    return (this.rows as RowReader).add(cells)
  }

  private refuse(line: number, reason: string, text: string): void {
    this.bad++
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1)
    if (this.examples.length < EXAMPLES) this.examples.push({ line, reason, text: text.slice(0, 500) })
    this.badParts.push(`${line}\t${reason}\t${text}\n`)
    if (this.badParts.length >= 10_000) this.badParts = [new Blob(this.badParts)]
  }

  finish(): Loaded {
    const rows = this.rows ?? new RowReader([], this.mapping)
    const reasons = [...this.reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count)
    const report: LoadReport = { rows: rows.rows, bad: this.bad, reasons, examples: this.examples, unlabelled: rows.unlabelled }
    return { log: rows.finish(), report, badText: new Blob(['line\treason\ttext\n', ...this.badParts], { type: 'text/tab-separated-values' }) }
  }
}
