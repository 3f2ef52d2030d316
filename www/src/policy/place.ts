import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { Diagnostic } from 'leeway-policy'

/** Where a diagnostic stands in the text: at its line and column, else at the value its pointer names. */
export function placeOf({ span, pointer }: Pick<Diagnostic, 'span' | 'pointer'>, text: string): { from: number; to: number } {
  // Offsets of a diagnostic count UTF-16 units, as the editor does.
  if (span) return { from: Math.min(span.start, text.length), to: Math.min(Math.max(span.start, span.end), text.length) }
  const tree = parseTree(text)
  const node = tree && findNodeAtLocation(tree, pathOf(pointer))
  return node ? { from: node.offset, to: node.offset + node.length } : { from: 0, to: Math.min(1, text.length) }
}

const pathOf = (pointer: string): (string | number)[] =>
  pointer.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~')).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
