import type { WriteStream } from 'node:tty'
import { stripVTControlCharacters } from 'node:util'

/** Whoever reads the output may leave; that is no failure. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}

export const out = (text: string): Promise<void> => print(process.stdout, text)

export const err = (text: string): Promise<void> => print(process.stderr, text)

/** Waits until it is written, so that long output does not pile up. Colours only where somebody sees them. */
function print(stream: WriteStream, text: string): Promise<void> {
  const shown = stream.isTTY && stream.hasColors() ? text : stripVTControlCharacters(text)
  return shown === '' ? Promise.resolve() : new Promise((resolve) => stream.write(shown, () => resolve()))
}
