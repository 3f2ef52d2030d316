import type { PolicyDocument } from './types.js'

/** The document itself, with its types checked and completed by the editor. */
export function definePolicy<const D extends PolicyDocument>(document: D): D {
  return document
}
