import { labels_needed as neededLabels, type KeptLog } from '../lab.js'
import type { Calibrated, CalibrationMethod, LabelsNeeded, OptionsFit, PolicyFit, Replayed, RiskCurve, SetMethodName, WithCalibration } from '../types.js'
import { Given, present } from './given.js'
import { keptOf, type Log } from './log.js'

/** Which rows of a log are studied. */
export interface LogPart {
  /** The model. Where the log names none this is what its model is called; without it the log must hold one only. */
  readonly model?: string | null
  /** The splits, as the log's column `split` names them; all rows without it. */
  readonly split?: string | readonly string[] | null
}

/** How a map is fitted. */
export interface CalibrateOptions extends LogPart {
  /** `auto`, which is the default: isotonic regression from 1,000 labels on, else Platt scaling. */
  readonly method?: 'auto' | CalibrationMethod | null
}

/** What is promised, and how it is tested. */
export interface FitOptions extends LogPart {
  /** What the promise is about: the share of errors among what is done by itself. */
  readonly risk?: 'error' | null
  /** At most this share, above 0 and below 1. */
  readonly targetLevel: number
  /** With this probability over the labelled sample; 0.95 by default. */
  readonly confidenceLevel?: number | null
  /** Splits that verify it: other rows than those it is fitted to. */
  readonly verify?: string | readonly string[] | null
  /** Fits a calibration map first, on one half of the rows (by unit), and thresholds on the other. */
  readonly calibrate?: 'auto' | CalibrationMethod | null
  /** That every row of the log was labelled, whatever it says; rows with a `label_source` say so themselves. */
  readonly labels?: 'complete' | null
  /** The salt that audits were picked with, where labels of several rates are pooled. */
  readonly auditSalt?: string | null
  /** From how many places thresholds are tested, each at its part of delta; 1 by default, at most 20. */
  readonly starts?: number | null
  /** With how many errors the first test would still pass; 2 by default. */
  readonly startErrors?: number | null
  /** What doing one case wrongly costs; with `costOfReview` the cheapest threshold is taken of those that hold. */
  readonly costOfError?: number | null
  /** What having a person look at one case costs. */
  readonly costOfReview?: number | null
  /** How many cases an hour reviewers can look at: the highest thresholds that hold and ask for no more are taken. */
  readonly capacity?: number | null
  /** How many cases come in an hour; else the log's times say so. */
  readonly arrivals?: number | null
  /** The unit of the log's times; seconds by default. */
  readonly timeUnit?: 's' | 'ms' | 'h' | null
  /** How many targets are tried on this log, this one included: they share delta. */
  readonly targetsTried?: number | null
  /** Which fit of this policy it is, from 1. */
  readonly fitNumber?: number | null
  /** Whether the fits of this policy share one delta. */
  readonly shareOverFits?: boolean | null
  /** When it is fitted, in the unit of an input's `now`. */
  readonly fittedAt?: number | null
  /** Until when it counts, in the same unit: an input without `now` is above it. */
  readonly validUntil?: number | null
  /** Whether a third of the rows, by unit, is left to fit options to. */
  readonly optionsFold?: boolean | null
}

/** What is promised of options. */
export interface OptionsFitOptions extends LogPart {
  /** The set of options holds the answer in at least this share of the cases that are shown them, above 0 and below 1. */
  readonly coverage: number
  /** With this probability over the labelled sample; 0.95 by default. */
  readonly confidenceLevel?: number | null
  /** How alternatives are scored; `lac`, by the confidence of each, by default. */
  readonly method?: SetMethodName | null
  /** Splits that verify it: other rows than those it is fitted to. */
  readonly verify?: string | readonly string[] | null
  /** That every row of the log was labelled, whatever it says; rows with a `label_source` say so themselves. */
  readonly labels?: 'complete' | null
  /** The salt that audits were picked with, where labels of several rates are pooled. */
  readonly auditSalt?: string | null
  /** How many targets are tried on this log, this one included: they share delta. */
  readonly targetsTried?: number | null
  /** Whether only the third of the rows counts that {@link fitThreshold} left with `optionsFold`. */
  readonly optionsFold?: boolean | null
}

/**
 * How good the scores of a model are, the map that calibrates them, and whether it is any better on rows that it was not
 * fitted to.
 *
 * @throws LogError where nothing can be learnt: `NO_LABELS`, `NOTHING_WRONG`, `CONSTANT_SCORE` and so on
 * @throws LeewayError `FREED` for a log that was freed
 */
export function calibrate(log: Log, options?: CalibrateOptions | null): Calibrated {
  return ask(log, { options }, (kept, given) => kept.calibrate(given.text('options'))) as Calibrated
}

/**
 * The thresholds of a policy, fitted to a log by Learn-then-Test with exact binomial p-values: with the probability asked
 * for, the share of errors among what the whole policy does by itself is at most the target. The answer has the fitted
 * document, as an object and as the text that the command line writes. A family of rows for which no threshold holds says
 * why.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where nothing can be promised whatever the labels say: `NO_LABELS`, `NO_MODEL`, `NOTHING_WRONG` and so on
 * @throws LeewayError `FREED` for a log that was freed
 */
export function fitThreshold(log: Log, policy: unknown, options: FitOptions): PolicyFit {
  return ask(log, { policy, options }, (kept, given) => kept.fit(given.text('policy'), given.text('options'))) as PolicyFit
}

/**
 * Which options a policy shows, fitted to the rows of a log that it shows options for, cell by cell: with the probability
 * asked for, the set of options holds the answer in the share `coverage` of these cases. Rows want `alternatives`, ranked,
 * and `label`, the true one. The answer has the fitted document, as an object and as the text that the command line writes.
 * A cell for which nothing can be promised says why.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where nothing can be promised whatever the labels say: `NOTHING_SHOWN`, `NO_ALTERNATIVES`, `NO_ANSWERS`, `NO_LABELS` and so on
 * @throws LeewayError `FREED` for a log that was freed
 */
export function fitOptions(log: Log, policy: unknown, options: OptionsFitOptions): OptionsFit {
  return ask(log, { policy, options }, (kept, given) => kept.fit_options(given.text('policy'), given.text('options'))) as OptionsFit
}

/** A promise, before there is a log. */
export interface PromiseOptions {
  /** At most this share of errors, above 0 and below 1. */
  readonly targetLevel: number
  /** With this probability over the labelled sample; 0.95 by default. */
  readonly confidenceLevel?: number | null
  /** How many families of rows share delta: segments and operations with thresholds of their own. 1 by default. */
  readonly families?: number | null
}

/**
 * How many labels a promise needs in each family, before anything can be tested.
 *
 * @throws LogError `BAD_OPTION`
 */
export function labelsNeeded(options: PromiseOptions): LabelsNeeded {
  const given = new Given({ options: present(options) })
  return given.study(() => neededLabels(given.text('options'))) as LabelsNeeded
}

/** Which rows are decided again, and what mistakes and reviews cost. */
export interface ReplayOptions extends LogPart {
  /** What doing one case wrongly costs. */
  readonly costOfError?: number | null
  /** What having a person look at one case costs. */
  readonly costOfReview?: number | null
}

/** Which curves. */
export interface RiskCoverageOptions extends LogPart {
  /** Whether the segments that the log names have curves of their own. */
  readonly bySegment?: boolean | null
  /** The most points of a curve; 500 by default. */
  readonly points?: number | null
}

/**
 * A log decided again: what the policy makes of each row, by action, cell, model and segment, with what turned out of it.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where there are no such rows
 * @throws LeewayError `FREED` for a log that was freed
 */
export function replay(log: Log, policy: unknown, options?: ReplayOptions | null): Replayed {
  return ask(log, { policy, options }, (kept, given) => kept.replay(given.text('policy'), given.text('options'))) as Replayed
}

/**
 * How often each model is wrong among the cases it is surest of.
 *
 * @throws LogError where there are no such rows
 * @throws LeewayError `FREED` for a log that was freed
 */
export function riskCoverage(log: Log, options?: RiskCoverageOptions | null): RiskCurve[] {
  return ask(log, { options }, (kept, given) => kept.curves(given.text('options'))) as RiskCurve[]
}

/**
 * A policy with the map that {@link calibrate} fits, as an object and as the text that the command line writes. Of what it
 * was fitted to before, what no longer holds under this map is left out, and told.
 *
 * @throws PolicyError `POLICY_INVALID` for a policy that does not compile
 * @throws LogError where nothing can be learnt, or nobody says what the model is called
 * @throws LeewayError `FREED` for a log that was freed
 */
export function withCalibration(log: Log, policy: unknown, options?: CalibrateOptions | null): WithCalibration {
  return ask(log, { policy, options }, (kept, given) => kept.with_calibration(given.text('policy'), given.text('options'))) as WithCalibration
}

/** Asks something of a log, and of a policy where there is one. */
export function ask(log: Log, documents: { readonly policy?: unknown, readonly options: unknown }, of: (kept: KeptLog, given: Given<'policy' | 'options'>) => unknown): unknown {
  const kept = keptOf(log)
  const given = new Given({ policy: documents.policy, options: present(documents.options) })
  return given.study(() => of(kept, given))
}
