import type { FitAsk } from '../state/fit-choice.ts'
import type { Columns } from './columns.ts'

// What stands on the command line for what was asked on the page. The answer is the same, byte for byte.

export interface Files { policy: string; log: string; operations: string | null; health: string | null; fitted: string }

export function commandLine(ask: FitAsk, columns: Columns, files: Files): string {
  const options: [flag: string, value: string | null][] = [
    ['--target', String(ask.target)], ['--confidence', String(ask.sure)], ['--model', ask.model], ['--split', ask.split], ['--verify', ask.verify],
    ['--calibrate', ask.calibrate === 'none' ? null : ask.calibrate], ['--labels', ask.complete ? 'complete' : null],
    ...Object.entries(columns).map(([field, column]): [string, string] => ['--column', `${field}=${column}`]),
    ['--operations', files.operations], ['--health', files.health], ['--output', files.fitted],
  ]
  const given = options.filter((option): option is [string, string] => option[1] !== null).map(([flag, value]) => `${flag} ${quoted(value)}`)
  return [`npx leeway-policy fit ${quoted(files.policy)} ${quoted(files.log)}`, ...given].join(' ')
}

/** As a POSIX shell takes it. */
const quoted = (text: string): string => (/^[\w./=:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
