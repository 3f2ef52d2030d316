import { withPlaces, write } from '../document.js'
import { PolicyError } from '../errors.js'
import { check as checkText, coverage as coverageOf, diff as diffOf, sign_off } from '../lab.js'
import type { Coverage, Diagnostic, Diff, PolicyDocument, TestDeclaration } from '../types.js'
import { lab } from './init.js'

type Document = string | PolicyDocument

/** A policy in words, for people who have to approve it. */
export interface SignOff {
  readonly name: string
  /** The hash of what exactly is signed. */
  readonly hash: string
  readonly markdown: string
  /** A whole page with its style: it prints well. */
  readonly html: string
}

/**
 * Everything that can be said of a document: errors, and for one without errors warnings and hints.
 *
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function check(document: Document): Diagnostic[] {
  void lab.output
  const written = write(document)
  if ('diagnostics' in written) return [...written.diagnostics]
  return withPlaces(document, checkText(written.text) as Diagnostic[])
}

/**
 * Where two policies give different actions, over all inputs: exact, unless `cut_short`. Operations and signals are
 * matched by name; inputs are taken without a ceiling.
 *
 * @throws PolicyError `POLICY_INVALID` for a document that does not compile
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function diff(before: Document, after: Document): Diff {
  const texts = [textOf(before), textOf(after)] as const
  return studied(() => diffOf(...texts)) as Diff
}

/**
 * Which cells, rules, raises, segments and entries of `unavailable` the policy's tests exercise, with a passing test for
 * each that none does, where an input can reach it.
 *
 * @param tests further tests, beside the document's own
 * @throws PolicyError `POLICY_INVALID` for a document with errors other than tests that fail, or tests that are none
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function coverage(document: Document, tests?: readonly TestDeclaration[] | null): Coverage {
  const [text, beside] = [textOf(document), tests === undefined || tests === null ? undefined : textOf(tests)]
  return studied(() => coverageOf(text, beside)) as Coverage
}

/**
 * The policy in words, generated from the document.
 *
 * @param approved the version that was approved: what changed since is told too
 * @throws PolicyError `POLICY_INVALID` for a document that does not compile
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function signOff(document: Document, approved?: Document | null): SignOff {
  const [text, before] = [textOf(document), approved === undefined || approved === null ? undefined : textOf(approved)]
  const [name, hash, markdown, html] = studied(() => sign_off(text, before)) as [string, string, string, string]
  return { name, hash, markdown, html }
}

function textOf(document: unknown): string {
  void lab.output
  const written = write(document)
  if ('diagnostics' in written) throw new PolicyError(written.diagnostics)
  return written.text
}

/** What cannot be studied comes back as diagnostics. */
function studied(study: () => unknown): unknown {
  try {
    return study()
  } catch (diagnostics) {
    if (!Array.isArray(diagnostics)) throw diagnostics
    throw new PolicyError(diagnostics as Diagnostic[])
  }
}
