import { showOwn, type OwnFile } from '../state/store.ts'
import type { LoadReport } from '../log/types.ts'
import type { LogSummary } from '../worker/protocol.ts'

/** Ends the import: the file that was read is the log on the screen. */
export function openOwn(file: OwnFile, read: { summary: LogSummary; report: LoadReport }, start: string, policy?: string): void {
  showOwn(file, { summary: read.summary, report: read.report }, start, policy)
}
