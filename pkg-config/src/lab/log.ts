import { LeewayError } from '../errors.js'
import { LogReading, type KeptLog } from '../lab.js'
import type { Health, LabelCounts, LogAbout, NamedRows, OperationsOfLabels, RejectedRows } from '../types.js'
import { Given, among, badOption, present } from './given.js'
import { lengthOf, noLog, piecesOf, refusePath, type LogInput } from './pieces.js'

/** How far the reading of a log has come. */
export interface LogProgress {
  readonly bytes: number
  /** How many there are in all; null where that is not known. */
  readonly total: number | null
  /** How many rows can be used so far. */
  readonly rows: number
}

/** How a log is read, and what stands beside it. */
export interface ReadLogOptions {
  /** The columns that hold fields under other names: `{ confidence: 'score', correct: 'is_right' }`. A signal is `signals.NAME`. */
  readonly columns?: { readonly [field: string]: string } | null
  /** What the app does for each label that the model predicts. */
  readonly operations?: OperationsOfLabels | null
  /** What all rows share. */
  readonly health?: Health | null
  /** Told after each piece. */
  readonly onProgress?: ((progress: LogProgress) => void) | null
  /** Ends the reading early. */
  readonly signal?: AbortSignal | null
}

/** A log that was read, kept in the lab's memory until it is freed. */
export class Log {
  #kept: KeptLog | undefined
  /** What it holds, counted when it was read. */
  readonly about: LogAbout

  private constructor(kept: KeptLog) {
    this.#kept = kept
    this.about = kept.about() as LogAbout
  }

  /**
   * Reads CSV or NDJSON, whichever it is, as its bytes come. Rows that cannot be used are counted by reason, and nothing
   * fails because of them; where none can be used `about.problem` says why.
   *
   * @throws PolicyError `POLICY_INVALID` for what stands beside the log
   * @throws LogError `BAD_OPTION` for columns that name no field, and for unknown options; `BAD_LOG` for what is no log, such
   * as a path
   * @throws LeewayError `NOT_READY` before the lab is loaded
   */
  static async read(input: LogInput, options?: ReadLogOptions | null): Promise<Log> {
    const { columns, operations, health, onProgress, signal } = among(options, ['columns', 'operations', 'health', 'onProgress', 'signal'])
    const given = new Given({ operations, health })
    const pairs = pairsOf(columns)
    refusePath(input)
    const reading = given.study(() => new LogReading(pairs, given.optional('operations'), given.optional('health')))
    const total = lengthOf(input)
    let bytes = 0
    try {
      for await (const piece of piecesOf(input)) {
        signal?.throwIfAborted()
        reading.feed(piece)
        bytes += piece.length
        onProgress?.({ bytes, total, rows: reading.rows() })
      }
    } catch (cause) {
      reading.free()
      throw cause
    }
    return new Log(reading.finish())
  }

  get rows(): number {
    return this.about.rows
  }

  /** SHA-256 of the bytes that were read. */
  get hash(): string {
    return this.about.hash
  }

  /** What is wrong with rows, by reason, with the lines of a few. */
  get rejects(): readonly RejectedRows[] {
    return this.about.rejects
  }

  get models(): readonly NamedRows[] {
    return this.about.models
  }

  get splits(): readonly NamedRows[] {
    return this.about.splits
  }

  get labels(): LabelCounts {
    return this.about.labels
  }

  /**
   * For the functions of the lab.
   *
   * @internal
   */
  get kept(): KeptLog {
    if (this.#kept === undefined) throw new LeewayError('FREED', 'this log was freed')
    return this.#kept
  }

  /** Gives back the memory of this log; nothing can be asked of it after that. */
  free(): void {
    this.#kept?.free()
    this.#kept = undefined
  }

  [Symbol.dispose](): void {
    this.free()
  }
}

/** What the lab keeps of a log; what is none was perhaps not read yet. */
export function keptOf(log: unknown): KeptLog {
  if (!(log instanceof Log)) throw noLog(log, '`await Log.read(…)` makes a log of it')
  return log.kept
}

function pairsOf(columns: unknown): string[] {
  const pairs = Object.entries(present(columns)).flat()
  if (!pairs.every((text) => typeof text === 'string')) throw badOption('`columns` has the names of columns, as texts')
  return pairs
}
