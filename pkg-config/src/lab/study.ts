import { withPlaces, write } from '../document.js'
import {
  LogStudy, check as checkText, coverage as coverageOf, diff as diffOf, sign_off, test as testRuns,
} from '../lab.js'
import type { Coverage, Diagnostic, Diff, Health, LogDiff, OperationsOfLabels, TestDeclaration, TestRun } from '../types.js'
import type { LogPart } from './fit.js'
import { Given, among } from './given.js'
import { lab } from './init.js'
import { keptOf, type Log } from './log.js'
import { pieces, refusePath, type LogSource } from './pieces.js'

/** A policy in words, for people who have to approve it. */
export interface SignOff {
  readonly name: string
  /** The hash of what exactly is signed. */
  readonly hash: string
  readonly markdown: string
  /** A whole page with its style: it prints well. */
  readonly html: string
}

/** What stands beside a log. */
export interface BesideLog {
  /** What the app does for each label that the model predicts. */
  readonly operations?: OperationsOfLabels | null
  /** What all rows share. */
  readonly health?: Health | null
  /** What the model of rows that name none is called. */
  readonly model?: string | null
}

/** The tests of a policy, run. */
export interface TestRuns {
  readonly passed: number
  readonly failed: number
  readonly tests: readonly TestRun[]
}

/**
 * Everything that can be said of a document: errors, and for one without errors warnings and hints.
 *
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function check(document: unknown): Diagnostic[] {
  void lab.exports
  const written = write(document)
  if ('diagnostics' in written) return [...written.diagnostics]
  return withPlaces(document, checkText(written.text) as Diagnostic[])
}

/**
 * Where two policies give different actions, over all inputs: exact, unless `cut_short`. Operations and signals are
 * matched by name; inputs are taken without a ceiling. With a log also what moves there, and how often the prediction
 * was wrong.
 *
 * @param log CSV or NDJSON as text or as UTF-8, or a list of inputs with their outcomes
 * @throws PolicyError `POLICY_INVALID` for a document that does not compile, saying which; and likewise for what stands
 * beside the log
 * @throws LogError `BAD_LOG` for what is no log, such as a path, and `BAD_OPTION`
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function diff(before: unknown, after: unknown, log?: null): Diff
export function diff(before: unknown, after: unknown, log: LogSource, beside?: BesideLog | null): LogDiff
export function diff(before: unknown, after: unknown, log?: LogSource | null, beside?: BesideLog | null): Diff | LogDiff {
  const { operations, health, model } = among(beside, ['operations', 'health', 'model'])
  refusePath(log)
  const given = new Given({ before, after, operations, health })
  const policies = [given.text('before'), given.text('after')] as const
  if (log === undefined || log === null) return given.study(() => diffOf(...policies)) as Diff
  const study = given.study(() => new LogStudy(...policies, given.optional('operations'), given.optional('health'), model ?? undefined))
  try {
    for (const piece of pieces(log)) study.feed(piece)
    return study.finish() as LogDiff
  } finally {
    study.free()
  }
}

/**
 * Runs the tests of a document, then those beside it. That some fail is no error here.
 *
 * @param tests further tests, beside the document's own
 * @throws PolicyError `POLICY_INVALID` for a document with errors other than tests that fail, or tests that are none
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function test(document: unknown, tests?: readonly TestDeclaration[] | null): TestRuns {
  const given = new Given({ policy: document, tests })
  const runs = given.study(() => testRuns(given.text('policy'), given.optional('tests'))) as TestRun[]
  const placed = runs.map((run) => (given.isText(run.in === 'document' ? 'policy' : 'tests') ? run : { ...run, span: null }))
  const passed = runs.filter((run) => run.passed).length
  return { passed, failed: runs.length - passed, tests: placed }
}

/**
 * Which cells, rules, raises, segments and entries of `unavailable` the policy's tests exercise, with a passing test for
 * each that none does, where an input can reach it.
 *
 * @param tests further tests, beside the document's own
 * @throws PolicyError `POLICY_INVALID` for a document with errors other than tests that fail, or tests that are none
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function coverage(document: unknown, tests?: readonly TestDeclaration[] | null): Coverage {
  const given = new Given({ policy: document, tests })
  return given.study(() => coverageOf(given.text('policy'), given.optional('tests'))) as Coverage
}

/**
 * The policy in words, generated from the document.
 *
 * @param approved the version that was approved: what changed since is told too
 * @param log what the policy makes of its rows is told too, by operation and impact, with intervals
 * @param part which rows of the log
 * @throws PolicyError `POLICY_INVALID` for a document that does not compile, saying which
 * @throws LogError where the log has no such rows
 * @throws LeewayError `NOT_READY` before the lab is loaded, `FREED` for a log that was freed
 */
export function signOff(document: unknown, approved?: unknown, log?: Log | null, part?: LogPart | null): SignOff {
  const kept = log === undefined || log === null ? null : keptOf(log)
  const given = new Given({ policy: document, approved, options: among(part, ['model', 'split']) })
  const texts = () => [given.text('policy'), given.optional('approved')] as const
  const signed = given.study(() => (kept === null ? sign_off(...texts()) : kept.sign_off(...texts(), given.text('options'))))
  const [name, hash, markdown, html] = signed as [string, string, string, string]
  return { name, hash, markdown, html }
}
