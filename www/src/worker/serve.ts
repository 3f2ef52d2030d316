import { onPage } from '../fit/page-words.ts'
import type { Answer, Ask, Kinds } from './protocol.ts'

type Handlers<R extends Kinds<R>> = { [K in keyof R]: (give: R[K]['give']) => R[K]['get'] | Promise<R[K]['get']> }

export const send = (answer: Answer): void => postMessage(answer)

/** Answers what is asked of this worker, once it is ready; `heard` is told of each request as it comes. */
export function serve<R extends Kinds<R>>(ready: () => Promise<void>, handlers: Handlers<R>, heard: (kind: keyof R) => void = () => {}): void {
  addEventListener('message', async ({ data }: MessageEvent<Ask<R>>) => {
    const { id, kind, give } = data
    heard(kind)
    try {
      await ready()
      send({ id, get: await handlers[kind](give) })
    } catch (error) {
      send({ id, error: wordsOf(error) })
    }
  })
}

/** Errors of the lab have codes, by which the page has words of its own. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? onPage(error.code, error.message) : error.message
}
