import { withPlaces, write } from '../document.js'
import { check as checkText } from '../lab.js'
import type { Diagnostic, PolicyDocument } from '../types.js'
import { lab } from './init.js'

/**
 * Everything that can be said of a document: errors, warnings and hints.
 *
 * @throws LeewayError `NOT_READY` before the lab is loaded
 */
export function check(document: string | PolicyDocument): Diagnostic[] {
  void lab.output
  const written = write(document)
  if ('diagnostics' in written) return [...written.diagnostics]
  return withPlaces(document, checkText(written.text) as Diagnostic[])
}
