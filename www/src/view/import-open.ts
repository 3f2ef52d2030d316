import { client, importing, openBundled, policyText, showOwn, source, startText, type OwnFile } from '../state/store.ts'
import type { LoadReport } from '../log/types.ts'
import type { LogSummary } from '../worker/protocol.ts'

/** The file on the screen, kept so that it can be read again after another was looked at. */
let current: File | null = null

/** What was said of this very file before. */
export const saidOf = (file: File): OwnFile | null => (file === current && source.value.kind === 'file' ? source.value.file : null)

/** Asks once more which columns the open file has. */
export function importAgain(): void {
  if (current) importing.value = current
}

/** Ends the import: the file that was read is the log on the screen. */
export function openOwn(blob: File, file: OwnFile, read: { summary: LogSummary; report: LoadReport }, start: string, policy?: string): void {
  current = blob
  showOwn(blob, file, { summary: read.summary, report: read.report }, start, policy)
}

/** The worker holds one log: when another was read and not taken, the one before is read again. */
export async function reopen(): Promise<void> {
  const { value: from } = source
  if (from.kind === 'bundled') return openBundled(from.id, startText.value === '' ? undefined : { start: startText.value, text: policyText.value })
  if (!current) return
  const answer = await client.ask('load', { source: { file: current }, mapping: from.file.mapping, header: from.file.header })
  if ('summary' in answer) showOwn(current, from.file, answer, startText.value, policyText.value)
}
