// A log in memory: one typed array a column, so that a million rows are counted in one pass.

/** Strings that repeat: each distinct word once, a code a row. */
export interface Words { kind: 'words'; name: string; words: string[]; codes: Uint32Array }
/** Strings that do not repeat: UTF-8 bytes of all rows one after another. */
export interface Text { kind: 'text'; name: string; bytes: Uint8Array; starts: Uint32Array }
/** Numbers, NaN where absent. */
export interface Numbers { kind: 'numbers'; name: string; values: Float64Array }
export type Column = Words | Text | Numbers

/** What became of a prediction, as far as the log knows. */
export const WRONG = 0
export const RIGHT = 1
export const UNLABELLED = 2

/** The second, third ... answers of one prediction, in rank order. */
export interface Alternatives { labels: Words[]; confidences: Float64Array[] }

export interface Log {
  rows: number
  confidence: Float64Array
  second: Float64Array | null
  truth: Uint8Array
  /** What the app would act on: the predicted label, or the operation where the log names it. */
  label: Words | null
  impact: Float64Array | null
  model: Words | null
  alternatives: Alternatives | null
  signals: Mapping['signals']
  /** Every column of the file as it was read, the ones above included: nothing is lost. */
  columns: Column[]
}

/** Says which column plays which part. */
export interface Mapping {
  format: 'csv' | 'ndjson'
  delimiter: string
  confidence: string
  /** 100 when confidence is given in per cent. */
  scale: 1 | 100
  second: string | null
  /** Right or wrong as the log says it; null where it follows from `label` and `truth`. */
  correct: string | null
  /** The predicted label or the operation. */
  label: string | null
  /** The true label, compared with `label` when `correct` is null. */
  truth: string | null
  impact: string | null
  model: string | null
  id: string | null
  text: string | null
  /** Parts of the log, such as one to fit to and one to check on. */
  split: string | null
  /** Ranked answers: pairs of columns (label, confidence), or one column with a list. */
  alternatives: { pairs: [string, string][] } | { list: string } | null
  /** The column that holds a signal of the policy, or null where none does; one that is not named stands under its own name. */
  signals: Record<string, string | null>
}

export interface BadRow { line: number; reason: string; text: string }

export interface LoadReport {
  rows: number
  bad: number
  reasons: { reason: string; count: number }[]
  /** The first bad rows, for the screen; all of them can be downloaded. */
  examples: BadRow[]
  unlabelled: number
}
