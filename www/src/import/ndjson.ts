import { Batch, MAX_RECORD, withoutMark, type Splitter } from './records.ts'

const TOO_LONG = 'the line is longer than 1 MB'

/** One JSON object a line; each record has the object as its only cell. */
export class LineSplitter implements Splitter {
  private rest = ''
  private line = 1
  private started = false
  private skipping = false

  push(text: string, last: boolean): Batch {
    const batch = new Batch()
    const texts: string[] = []
    batch.source((index) => texts[index])
    const lines = (this.rest + (this.started ? text : withoutMark(text))).split('\n')
    this.started = true
    this.rest = last ? '' : (lines.pop() as string)
    for (const line of lines) this.take(line, batch, texts)
    if (this.rest.length > MAX_RECORD) this.giveUp(batch)
    return batch
  }

  private take(text: string, batch: Batch, texts: string[]): void {
    const line = this.line++
    if (this.skipping) { this.skipping = false; return }
    if (text.trim() === '') return
    const refuse = (reason: string) => batch.refused.push({ line, reason, text })
    if (text.length > MAX_RECORD) { refuse(TOO_LONG); return }
    const value = parsed(text)
    if (value === undefined) refuse('the line is not JSON')
    else if (value === null || typeof value !== 'object' || Array.isArray(value)) refuse('the line is not a JSON object')
    else { batch.records.push({ line, cells: [value] }); texts.push(text) }
  }

  private giveUp(batch: Batch): void {
    if (!this.skipping) batch.refused.push({ line: this.line, reason: TOO_LONG, text: this.rest })
    this.skipping = true
    this.rest = ''
  }
}

function parsed(text: string): unknown {
  try { return JSON.parse(text) } catch { return undefined }
}

/** How deep objects are opened into columns such as `prediction.confidence`. */
const DEPTH = 3

/** The columns of some objects: every path to a value, in order of appearance. */
export function pathsOf(objects: readonly object[]): string[] {
  const paths = new Set<string>()
  const visit = (value: object, prefix: string, depth: number) => {
    for (const [key, inner] of Object.entries(value)) {
      const path = prefix + key
      if (depth < DEPTH && inner !== null && typeof inner === 'object' && !Array.isArray(inner)) visit(inner, `${path}.`, depth + 1)
      else paths.add(path)
    }
  }
  for (const object of objects) visit(object, '', 1)
  return [...paths]
}

/** Reads one object as cells in the order of `paths`. */
export function cellReader(paths: readonly string[]): (object: object) => unknown[] {
  const steps = paths.map((path) => path.split('.'))
  return (object) => steps.map((step, i) => valueAt(object, paths[i], step))
}

function valueAt(object: object, path: string, steps: string[]): unknown {
  if (Object.hasOwn(object, path)) return (object as Record<string, unknown>)[path]
  let value: unknown = object
  for (const step of steps) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}
