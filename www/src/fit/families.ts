import type { Document } from '../state/document.ts'
import { plain } from '../words.ts'

export interface FamilyName { segment: string | null; operation: string | null; band: string }

/** What a family is, in words: `move to spam, where confidence is high`. */
export function familyWords({ segment, operation }: FamilyName, all: readonly FamilyName[]): string {
  const named = [operation && plain(operation), segment && `segment ${plain(segment)}`].filter(Boolean).join(', ')
  if (named) return named
  return all.some((one) => one.segment !== null || one.operation !== null) ? 'all other cases' : 'all cases'
}

/** The threshold that a document has for a family: the higher of its segment's and its operation's, else the base's. */
export function boundOf(document: Document, { segment, operation, band }: FamilyName): number {
  const ofSegment = document.segments?.find(({ name }) => name === segment)?.confidence?.[band]
  const ofOperation = operation === null ? undefined : document.operations?.[operation]?.confidence?.[band]
  const own = [ofSegment, ofOperation].filter((bound) => bound !== undefined)
  return own.length ? Math.max(...own) : document.confidence[band]
}
