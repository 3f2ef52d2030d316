import type { Column, Numbers, Text, Words } from './types.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
/** Above this many distinct strings a column is kept as text: a dictionary would no longer save anything. */
const MAX_WORDS = 65_000

/** Float64 values of unknown number. */
export class GrowingNumbers {
  length = 0
  private values = new Float64Array(4096)
  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values)
    this.values[this.length++] = value
  }
  take(): Float64Array { return this.values.slice(0, this.length) }
}

export class GrowingBytes {
  length = 0
  private values = new Uint8Array(4096)
  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values)
    this.values[this.length++] = value
  }
  take(): Uint8Array { return this.values.slice(0, this.length) }
}

function grown<A extends Float64Array | Uint8Array | Uint32Array>(values: A): A {
  const Kind = values.constructor as new (length: number) => A
  const larger = new Kind(values.length * 2)
  larger.set(values)
  return larger
}

/** A string column that starts as a dictionary and turns to plain text when nearly every row differs. */
export class GrowingStrings {
  length = 0
  private codes = new Uint32Array(4096)
  private readonly words: string[] = []
  private readonly known = new Map<string, number>()
  private text: TextStore | null = null

  push(value: string): void {
    if (this.text) this.text.push(value)
    else this.pushWord(value)
    this.length++
  }

  private pushWord(value: string): void {
    let code = this.known.get(value)
    if (code === undefined) {
      if (this.words.length >= MAX_WORDS) return this.turnToText(value)
      code = this.words.push(value) - 1
      this.known.set(value, code)
    }
    if (this.length === this.codes.length) this.codes = grown(this.codes)
    this.codes[this.length] = code
  }

  private turnToText(value: string): void {
    this.text = new TextStore()
    for (let row = 0; row < this.length; row++) this.text.push(this.words[this.codes[row]])
    this.text.push(value)
    this.known.clear()
  }

  take(name: string): Column {
    if (this.text) return this.text.take(name)
    const words: Words = { kind: 'words', name, words: this.words, codes: this.codes.slice(0, this.length) }
    return asNumbers(words) ?? words
  }

  /** As a dictionary, however long: for the columns that the page groups by. */
  takeWords(name: string): Words {
    if (!this.text) return { kind: 'words', name, words: this.words, codes: this.codes.slice(0, this.length) }
    return toWords(this.text.take(name))
  }
}

class TextStore {
  private bytes = new Uint8Array(1 << 16)
  private starts = new Uint32Array(4096)
  private used = 0
  private count = 0
  push(value: string): void {
    while (this.bytes.length - this.used < value.length * 3) this.bytes = grown(this.bytes)
    if (this.count + 1 >= this.starts.length) this.starts = grown(this.starts)
    this.starts[this.count++] = this.used
    this.used += encoder.encodeInto(value, this.bytes.subarray(this.used)).written
    this.starts[this.count] = this.used
  }
  take(name: string): Text {
    return { kind: 'text', name, bytes: this.bytes.slice(0, this.used), starts: this.starts.slice(0, this.count + 1) }
  }
}

function toWords(text: Text): Words {
  const rows = text.starts.length - 1
  const strings = new GrowingDictionary()
  const codes = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) codes[row] = strings.code(textAt(text, row))
  return { kind: 'words', name: text.name, words: strings.words, codes }
}

export class GrowingDictionary {
  readonly words: string[] = []
  private readonly known = new Map<string, number>()
  code(word: string): number {
    let code = this.known.get(word)
    if (code === undefined) this.known.set(word, code = this.words.push(word) - 1)
    return code
  }
}

/** A column all of whose words are numbers is kept as numbers, if they print back as they were. */
function asNumbers(column: Words): Numbers | null {
  if (column.words.length === 0) return null
  const parsed = column.words.map((word) => (word === '' ? NaN : Number(word)))
  const exact = parsed.every((value, code) => column.words[code] === '' || String(value) === column.words[code])
  if (!exact || parsed.every(Number.isNaN)) return null
  return { kind: 'numbers', name: column.name, values: Float64Array.from(column.codes, (code) => parsed[code]) }
}

function textAt(column: Text, row: number): string {
  return decoder.decode(column.bytes.subarray(column.starts[row], column.starts[row + 1]))
}

/** The cell as it stood in the file; empty where absent. */
export function cellText(column: Column, row: number): string {
  if (column.kind === 'words') return column.words[column.codes[row]]
  if (column.kind === 'text') return textAt(column, row)
  const value = column.values[row]
  return Number.isNaN(value) ? '' : String(value)
}
