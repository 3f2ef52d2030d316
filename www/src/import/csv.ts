import Papa from 'papaparse'
import { Batch, MAX_RECORD, withoutMark, type Splitter } from './records.ts'

/** Papa's parser over one text; its typings leave it out. */
interface PapaParser { parse(text: string, base: number, ignoreLast: boolean): { data: string[][]; errors: { code: string }[]; meta: { cursor: number } } }
interface PapaConfig { delimiter: string; newline: string; fastMode?: boolean; step?: (result: { meta: { cursor: number } }) => void }
const Parser = (Papa as unknown as { Parser: new (config: PapaConfig) => PapaParser }).Parser

/** After this many quotes that nothing closes, quotes are taken as plain characters: the file does not use them. */
const QUOTE_TRIES = 20

const OPEN_QUOTE = 'a quote is opened and never closed'
const TOO_LONG = 'the line is longer than 1 MB'

export class CsvSplitter implements Splitter {
  private rest = ''
  private line = 1
  private started = false
  private skipping = false
  private openQuotes = 0
  private newline = '\n'
  constructor(private readonly delimiter: string) {}

  push(text: string, last: boolean): Batch {
    const batch = new Batch()
    this.rest += this.started ? text : this.start(text)
    for (;;) {
      if (this.skipping && !this.skipLine(last)) return batch
      this.readWhole(batch, last)
      if (this.rest === '' || (!last && this.rest.length <= MAX_RECORD)) return batch
      this.refuseLine(batch)
    }
  }

  private start(text: string): string {
    this.started = true
    if (!text.includes('\n') && text.includes('\r')) this.newline = '\r'
    return withoutMark(text)
  }

  private config(): PapaConfig {
    const config: PapaConfig = { delimiter: this.delimiter, newline: this.newline }
    if (this.openQuotes >= QUOTE_TRIES) config.fastMode = true
    return config
  }

  private readWhole(batch: Batch, last: boolean): void {
    const text = this.rest
    let result = new Parser(this.config()).parse(text, 0, !last)
    const open = last && result.errors.some(({ code }) => code === 'MissingQuotes')
    if (open) result = new Parser(this.config()).parse(text, 0, true)
    batch.source(this.texts(text))
    const isQuoted = text.includes('"')
    for (const cells of result.data) {
      batch.records.push({ line: this.line, cells: withoutReturn(cells) })
      this.line += 1 + (isQuoted ? this.breaksWithin(cells) : 0)
    }
    this.rest = last && !open ? '' : text.slice(result.meta.cursor)
  }

  private breaksWithin(cells: string[]): number {
    let breaks = 0
    for (const cell of cells) if (cell.includes(this.newline)) breaks += cell.split(this.newline).length - 1
    return breaks
  }

  /** The text of record `n`, worked out only when a bad one has to be shown. */
  private texts(text: string): (index: number) => string {
    const config = this.config()
    let ends: number[] | null = null
    return (index) => {
      ends ??= recordEnds(text, config)
      return text.slice(index === 0 ? 0 : ends[index - 1], ends[index]).replace(/[\r\n]+$/, '')
    }
  }

  /** What is left begins a record that does not end: only its first line is given up. */
  private refuseLine(batch: Batch): void {
    const end = this.rest.indexOf(this.newline)
    const text = end < 0 ? this.rest : this.rest.slice(0, end)
    const isOpen = text.length <= MAX_RECORD && text.includes('"')
    if (isOpen) this.openQuotes++
    batch.refused.push({ line: this.line++, reason: isOpen ? OPEN_QUOTE : TOO_LONG, text: text.replace(/\r$/, '') })
    this.skipping = end < 0
    this.rest = end < 0 ? '' : this.rest.slice(end + 1)
  }

  /** Drops what is left of a line that was refused before its end was seen. */
  private skipLine(last: boolean): boolean {
    const end = this.rest.indexOf(this.newline)
    this.rest = end < 0 ? '' : this.rest.slice(end + 1)
    this.skipping = end < 0 && !last
    return !this.skipping
  }
}

function withoutReturn(cells: string[]): string[] {
  const end = cells.length - 1
  if (cells[end].endsWith('\r')) cells[end] = cells[end].slice(0, -1)
  return cells
}

function recordEnds(text: string, config: PapaConfig): number[] {
  const ends: number[] = []
  new Parser({ ...config, step: ({ meta }) => { ends.push(meta.cursor) } }).parse(text, 0, false)
  return ends
}
