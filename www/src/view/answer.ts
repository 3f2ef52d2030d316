import { useEffect, useState } from 'preact/hooks'

export interface Answered<T> {
  /** The last answer: perhaps to an older question, until the newest is answered. */
  value: T | null
  problem: string | null
  isNewest: boolean
}

/** So long nothing may change before it is asked again. */
const REST_MS = 250

/** What a worker says to a question that changes while one types; with null nothing is asked. */
export function useAnswer<G, T>(ask: (give: G) => Promise<T>, give: G | null): Answered<T> {
  const question = give === null ? null : JSON.stringify(give)
  const [last, setLast] = useState<{ question: string; value: T | null; problem: string | null } | null>(null)
  useEffect(() => {
    if (question === null) return
    let isOld = false
    const take = (value: T | null, problem: string | null) => { if (!isOld) setLast({ question, value, problem }) }
    const begin = () => void ask(JSON.parse(question) as G).then((value) => take(value, null), (error: Error) => take(null, error.message))
    const timer = setTimeout(begin, last === null ? 0 : REST_MS)
    return () => { isOld = true; clearTimeout(timer) }
  }, [question])
  return { value: last?.value ?? null, problem: last?.problem ?? null, isNewest: question !== null && last?.question === question }
}
