import type { LogSummary } from '../worker/protocol.ts'

// What is asked of a fit: what a person can change in the Fit view, in the URL.

export const METHODS = ['none', 'auto', 'isotonic', 'platt'] as const
export type Method = (typeof METHODS)[number]
export const SETS = ['lac', 'aps'] as const
export type Sets = (typeof SETS)[number]

/** Null stands for what suits the log. */
export interface FitChoice {
  /** The share of errors that is allowed, in (0, 1). */
  target: number
  /** How sure one wants to be, in (0, 1). */
  sure: number
  calibrate: Method
  /** The splits of the log whose rows are fitted to, and those that check it; `*` for all rows, `-` for none. */
  split: string | null
  verify: string | null
  /** Whether the labels of a log that does not say so are those of all its rows. */
  complete: boolean | null
  /** The share of cases whose options are to hold the answer, in (0, 1), and how alternatives are scored. */
  coverage: number
  sets: Sets
}

export const USUAL: FitChoice = { target: 0.02, sure: 0.95, calibrate: 'none', split: null, verify: null, complete: null, coverage: 0.9, sets: 'lac' }
export const ALL_ROWS = '*'
export const NO_ROWS = '-'

/** The choice with everything settled for this log. */
export interface FitAsk { model: string | null; target: number; sure: number; calibrate: Method; split: string | null; verify: string | null; complete: boolean }
export type OptionsAsk = Omit<FitAsk, 'target' | 'calibrate'> & Pick<FitChoice, 'coverage' | 'sets'>

/** The same rows and labels, and another promise. */
export const optionsAsk = ({ model, sure, split, verify, complete }: FitAsk, { coverage, sets }: FitChoice): OptionsAsk => ({ model, sure, split, verify, complete, coverage, sets })

/** A log that comes with the page is labelled throughout; of any other a person has to say so. */
export function settle(choice: FitChoice, summary: LogSummary, isBundled: boolean, of: string | null): FitAsk {
  const { splits, columns } = summary
  const models = summary.models.filter(({ name }) => name !== '')
  const has = (name: string | null) => name !== null && splits.some((one) => one.name === name)
  const isUsual = has('cal') && has('test')
  const split = has(choice.split) ? choice.split : choice.split === null && isUsual ? 'cal' : null
  const other = choice.verify === null && isUsual ? 'test' : choice.verify
  return {
    model: of ?? (models.length === 1 ? models[0].name : null), target: choice.target, sure: choice.sure, calibrate: choice.calibrate, split,
    // Rows that are fitted to check nothing.
    verify: split !== null && has(other) && other !== split ? other : null,
    complete: !columns.includes('label_source') && (choice.complete ?? isBundled),
  }
}

/** As it stands in an address: only what is not usual. */
export function writeChoice(choice: FitChoice): string {
  const changed = (Object.keys(USUAL) as (keyof FitChoice)[]).filter((key) => choice[key] !== USUAL[key])
  return changed.map((key) => `${key}:${choice[key] === true ? 'yes' : choice[key] === false ? 'no' : encodeURIComponent(String(choice[key]))}`).join(';')
}

export function readChoice(text: string | null): FitChoice {
  const parts = new Map((text ?? '').split(';').map((part) => [part.slice(0, part.indexOf(':')), decoded(part.slice(part.indexOf(':') + 1))]))
  const share = (key: 'target' | 'sure' | 'coverage') => { const value = Number(parts.get(key)); return value > 0 && value < 1 ? value : USUAL[key] }
  const complete = parts.get('complete')
  return {
    target: share('target'), sure: share('sure'), coverage: share('coverage'), sets: SETS.find((name) => name === parts.get('sets')) ?? USUAL.sets, calibrate: METHODS.find((name) => name === parts.get('calibrate')) ?? USUAL.calibrate,
    split: parts.get('split') ?? null, verify: parts.get('verify') ?? null, complete: complete === 'yes' ? true : complete === 'no' ? false : null,
  }
}

const decoded = (text: string): string | null => { try { return decodeURIComponent(text) } catch { return null } }
