import type { Progress } from '../import/read.ts'
import type { Answer, Ask, Kinds } from './protocol.ts'

/** The page's side of a worker, which starts with the first request: each is a promise. */
export class Client<R extends Kinds<R>> {
  onProgress: (progress: Progress) => void = () => {}
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  private next = 1
  private worker: Worker | null = null

  constructor(private readonly make: () => Worker) {}

  private start(): Worker {
    const worker = this.make()
    worker.onmessage = ({ data }: MessageEvent<Answer>) => this.receive(data)
    worker.onerror = (event) => this.failAll(event.message || 'the worker could not be started')
    return worker
  }

  ask<K extends keyof R>(kind: K, give: R[K]['give']): Promise<R[K]['get']> {
    this.worker ??= this.start()
    const { worker } = this
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      worker.postMessage({ id, kind, give } as Ask<R>)
    })
  }

  private receive(answer: Answer): void {
    if ('progress' in answer) return this.onProgress(answer.progress)
    const waiting = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(new Error(answer.error))
    else waiting?.resolve(answer.get as never)
  }

  private failAll(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(message))
    this.waiting.clear()
  }
}

/**
 * Keeps one request in flight and remembers only the newest of those that came meanwhile; two begin at least `pause`
 * milliseconds apart: numbers that change faster cannot be read, and frames in between are left to what moves.
 */
export function latest<G, R>(run: (give: G) => Promise<R>, done: (result: R, give: G) => void, failed: (error: Error) => void, pause = 0): (give: G) => void {
  let busy = false
  let pending: { give: G } | null = null
  const start = async (give: G) => {
    busy = true
    const begun = performance.now()
    try { done(await run(give), give) } catch (error) { failed(error as Error) }
    const rest = pause - (performance.now() - begun)
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
    busy = false
    if (pending) { const next = pending.give; pending = null; void start(next) }
  }
  return (give) => { if (busy) pending = { give }; else void start(give) }
}

export const logWorker = (): Worker => new Worker(new URL('./main.ts', import.meta.url), { type: 'module' })
export const studyWorker = (): Worker => new Worker(new URL('./study.ts', import.meta.url), { type: 'module' })
export const fitWorker = (): Worker => new Worker(new URL('./fit.ts', import.meta.url), { type: 'module' })
