import { LeewayError, setKind } from '../errors.js'
import type { LogErrorCode } from '../types.js'

export type { LogErrorCode } from '../types.js'

/** A log that cannot answer what was asked of it: `code` says why, the message what helps. */
export class LogError extends LeewayError<LogErrorCode> {
  static {
    setKind(this, 'LogError')
  }

  constructor(code: LogErrorCode, message: string) {
    super(code, message)
    this.name = 'LogError'
  }
}
