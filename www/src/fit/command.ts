import type { FitAsk, OptionsAsk } from '../state/fit-choice.ts'
import type { Columns } from './columns.ts'

// What stands on the command line for what was asked on the page. The answer is the same, byte for byte.

export interface Files { policy: string; log: string; operations: string | null; health: string | null; fitted: string }

export function commandLine(ask: FitAsk | OptionsAsk, columns: Columns, files: Files): string {
  const isOptions = 'coverage' in ask
  const options: [flag: string, value: string | null][] = [
    isOptions ? ['--coverage', String(ask.coverage)] : ['--target', String(ask.target)], ['--confidence', String(ask.sure)], ['--model', ask.model], ['--split', ask.split], ['--verify', ask.verify],
    isOptions ? ['--method', ask.sets] : ['--calibrate', ask.calibrate === 'none' ? null : ask.calibrate], ['--labels', ask.complete ? 'complete' : null],
    ...Object.entries(columns).map(([field, column]): [string, string] => ['--column', `${field}=${column}`]),
    ['--operations', files.operations], ['--health', files.health], ['--output', files.fitted],
  ]
  const given = options.filter((option): option is [string, string] => option[1] !== null).map(([flag, value]) => `${flag} ${quoted(value)}`)
  return [`npx leeway-policy ${isOptions ? 'fit-options' : 'fit'} ${quoted(files.policy)} ${quoted(files.log)}`, ...given].join(' ')
}

/** As a POSIX shell takes it. */
const quoted = (text: string): string => (/^[\w./=:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
