// A file as records, in order, with the line each began on and its own text for those that must be shown.

export interface FileRecord { line: number; cells: unknown[] }
export interface Refused { line: number; reason: string; text: string }

/** Longer than this is no prediction; it is refused by itself rather than swallowing the file. */
export const MAX_RECORD = 1 << 20

/** The records of one piece of a file. */
export class Batch {
  readonly records: FileRecord[] = []
  readonly refused: Refused[] = []
  private readonly sources: { from: number; raw: (index: number) => string }[] = []

  /** From here on, records have their text from `raw`, counted from this one. */
  source(raw: (index: number) => string): void { this.sources.push({ from: this.records.length, raw }) }

  /** The text of a record as it stood in the file. */
  raw(index: number): string {
    const source = this.sources.findLast(({ from }) => from <= index)
    return source ? source.raw(index - source.from) : ''
  }
}

/** Takes text as it arrives and gives back whole records. */
export interface Splitter { push(text: string, last: boolean): Batch }

/** What stands where bytes are no text of their encoding. */
export const NO_TEXT = '\ufffd'
/** In the words of the lab. */
export const NOT_UTF8 = 'the row is not UTF-8: save the log as UTF-8, not as Latin-1 or Windows-1252'

export const withoutMark = (text: string) => (text.startsWith('\ufeff') ? text.slice(1) : text)
