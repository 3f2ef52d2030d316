import { GrowingBytes, GrowingDictionary, GrowingNumbers, GrowingStrings } from '../log/columns.ts'
import { RIGHT, UNLABELLED, WRONG, type Alternatives, type Log, type Mapping } from '../log/types.ts'
import { asFraction, asText, asTruth, isAbsent, type Cell } from './cells.ts'

/** Takes rows one by one, refuses the bad ones with a reason, and ends as a log. */
export class RowReader {
  rows = 0
  unlabelled = 0
  private readonly confidence = new GrowingNumbers()
  private readonly second = new GrowingNumbers()
  private readonly impact = new GrowingNumbers()
  private readonly truth = new GrowingBytes()
  /** Null for the columns that are kept as numbers. */
  private readonly columns: (GrowingStrings | null)[]
  private readonly at: Record<'confidence' | 'second' | 'correct' | 'label' | 'truth' | 'impact', number>
  private readonly ranked: RankedReader | null
  private readonly decimalComma: boolean

  constructor(private readonly header: readonly string[], private readonly mapping: Mapping) {
    const find = (name: string | null) => (name === null ? -1 : header.indexOf(name))
    this.at = {
      confidence: find(mapping.confidence), second: find(mapping.second), correct: find(mapping.correct),
      label: find(mapping.label), truth: find(mapping.truth), impact: find(mapping.impact),
    }
    const numeric = [this.at.confidence, this.at.second, this.at.impact]
    this.columns = header.map((_, i) => (numeric.includes(i) ? null : new GrowingStrings()))
    this.ranked = mapping.alternatives ? new RankedReader(header, mapping.alternatives) : null
    this.decimalComma = mapping.format === 'csv' && mapping.delimiter !== ','
  }

  /** Takes a row of cells in header order; answers the reason when it is refused. */
  add(cells: readonly Cell[]): string | null {
    const confidence = asFraction(cells[this.at.confidence], 'confidence', this.mapping.scale, this.decimalComma)
    if ('problem' in confidence) return confidence.problem
    const second = this.optional(cells, 'second')
    if ('problem' in second) return second.problem
    if (second.value > confidence.value) return 'second is above confidence'
    const impact = this.optional(cells, 'impact')
    if ('problem' in impact) return impact.problem
    const truth = this.truthOf(cells)
    if (truth === null) return `\`${this.mapping.correct}\` says neither right nor wrong`
    const rankedProblem = this.ranked?.add(cells) ?? null
    if (rankedProblem) return rankedProblem
    this.keep(cells, confidence.value, second.value, impact.value, truth)
    return null
  }

  private optional(cells: readonly Cell[], part: 'second' | 'impact') {
    const cell = this.at[part] < 0 ? null : cells[this.at[part]]
    if (isAbsent(cell)) return { value: NaN }
    return asFraction(cell, part, part === 'second' ? this.mapping.scale : 1, this.decimalComma)
  }

  private truthOf(cells: readonly Cell[]): number | null {
    if (this.at.correct >= 0) return asTruth(cells[this.at.correct])
    if (this.at.truth < 0 || this.at.label < 0 || isAbsent(cells[this.at.truth])) return UNLABELLED
    return asText(cells[this.at.truth]) === asText(cells[this.at.label]) ? RIGHT : WRONG
  }

  private keep(cells: readonly Cell[], confidence: number, second: number, impact: number, truth: number): void {
    this.confidence.push(confidence)
    this.second.push(second)
    this.impact.push(impact)
    this.truth.push(truth)
    for (let i = 0; i < this.columns.length; i++) this.columns[i]?.push(asText(cells[i]))
    if (truth === UNLABELLED) this.unlabelled++
    this.rows++
  }

  finish(): Log {
    const words = (name: string | null) => (name === null ? null : this.columns[this.header.indexOf(name)]?.takeWords(name) ?? null)
    const given = (part: 'second' | 'impact', values: GrowingNumbers) => (this.at[part] < 0 ? null : values.take())
    const confidence = this.confidence.take()
    const second = given('second', this.second)
    const impact = given('impact', this.impact)
    const numbers = [[this.at.confidence, confidence], [this.at.second, second], [this.at.impact, impact]] as const
    const valuesOf = (i: number) => numbers.find(([at]) => at === i)?.[1] ?? new Float64Array(this.rows).fill(NaN)
    return {
      rows: this.rows,
      confidence,
      second,
      truth: this.truth.take(),
      label: words(this.mapping.label),
      impact,
      model: words(this.mapping.model),
      alternatives: this.ranked?.finish() ?? null,
      signals: this.mapping.signals,
      columns: this.columns.map((column, i) => column?.take(this.header[i]) ?? { kind: 'numbers', name: this.header[i], values: valuesOf(i) }),
    }
  }
}

/** The most ranked answers kept of one row: nobody is shown more. */
const MOST_RANKED = 10

class RankedReader {
  private readonly labels: { dictionary: GrowingDictionary; codes: GrowingNumbers; confidences: GrowingNumbers }[] = []
  private readonly read: (cells: readonly Cell[]) => { label: string; confidence: number }[] | string

  constructor(header: readonly string[], source: NonNullable<Mapping['alternatives']>) {
    if ('list' in source) {
      const at = header.indexOf(source.list)
      this.read = (cells) => rankedList(cells[at])
    } else {
      const pairs = source.pairs.map(([label, confidence]) => [header.indexOf(label), header.indexOf(confidence)])
      this.read = (cells) => rankedPairs(cells, pairs)
    }
  }

  private rows = 0

  add(cells: readonly Cell[]): string | null {
    const ranked = this.read(cells)
    if (typeof ranked === 'string') return ranked
    for (let rank = 0; rank < Math.max(ranked.length, this.labels.length); rank++) this.put(rank, ranked[rank])
    this.rows++
    return null
  }

  private put(rank: number, answer: { label: string; confidence: number } | undefined): void {
    const column = this.labels[rank] ?? this.open(rank)
    column.codes.push(answer ? column.dictionary.code(answer.label) : 0)
    column.confidences.push(answer ? answer.confidence : NaN)
  }

  /** A rank that no earlier row had: absent in all of those. */
  private open(rank: number) {
    const column = { dictionary: new GrowingDictionary(), codes: new GrowingNumbers(), confidences: new GrowingNumbers() }
    for (let row = 0; row < this.rows; row++) { column.codes.push(0); column.confidences.push(NaN) }
    return (this.labels[rank] = column)
  }

  finish(): Alternatives {
    return {
      labels: this.labels.map(({ dictionary, codes }, rank) => ({ kind: 'words', name: `answer ${rank + 1}`, words: dictionary.words, codes: Uint32Array.from(codes.take()) })),
      confidences: this.labels.map(({ confidences }) => confidences.take()),
    }
  }
}

type Answer = { label: string; confidence: number }

function rankedPairs(cells: readonly Cell[], pairs: number[][]): Answer[] | string {
  const answers: Answer[] = []
  for (const [label, confidence] of pairs) {
    if (isAbsent(cells[label])) continue
    const value = asFraction(cells[confidence], 'the confidence of an answer', 1, false)
    if ('problem' in value) return value.problem
    answers.push({ label: asText(cells[label]), confidence: value.value })
  }
  return answers.slice(0, MOST_RANKED)
}

function rankedList(cell: Cell): Answer[] | string {
  if (isAbsent(cell)) return []
  const list = typeof cell === 'string' ? parsedList(cell) : cell
  if (!Array.isArray(list)) return 'the ranked answers are not a list'
  const answers = list.slice(0, MOST_RANKED).map((entry) => ({ label: asText(entry?.label), confidence: Number(entry?.confidence) }))
  return answers.every(({ label, confidence }) => label !== '' && confidence >= 0 && confidence <= 1) ? answers : 'a ranked answer has no label or no confidence from 0 to 1'
}

function parsedList(text: string): unknown {
  try { return JSON.parse(text) } catch { return null }
}
