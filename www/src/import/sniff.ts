// What kind of file is this? Answered from its first bytes, in words for the person who dropped it.

export type Sniffed =
  | { kind: 'csv' | 'ndjson'; encoding: string; text: string; isSound: boolean }
  | { kind: 'refused'; problem: string; help: string }

const refused = (problem: string, help: string): Sniffed => ({ kind: 'refused', problem, help })

/** How much of a file is looked at before the person is asked anything. */
export const HEAD_BYTES = 1 << 18

export function sniff(head: Uint8Array, wholeFile: boolean): Sniffed {
  if (head.length === 0) return refused('this file is empty', 'Choose a CSV or NDJSON file with one prediction a line.')
  const encoding = encodingOf(head)
  const binary = refused('this is not a text file', 'Leeway reads CSV and NDJSON. If this is a spreadsheet, an archive or a Parquet file, export it as CSV first.')
  if (encoding === null) return binary
  const text = new TextDecoder(encoding).decode(head, { stream: !wholeFile })
  if (looksBinary(text)) return binary
  return sniffText(text, encoding, isSound(head, encoding, wholeFile))
}

/** Whether all of it is what its encoding says. */
function isSound(head: Uint8Array, encoding: string, wholeFile: boolean): boolean {
  try { new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !wholeFile }) } catch { return false }
  return true
}

function sniffText(text: string, encoding: string, isSound: boolean): Sniffed {
  const start = text.trimStart()
  if (start === '') return refused('this file holds only blank lines', 'Choose a CSV or NDJSON file with one prediction a line.')
  if (start.startsWith('[')) return refused('this is one JSON list, not NDJSON', 'Write one object a line: `jq -c \'.[]\' file.json > file.ndjson`.')
  if (!start.startsWith('{')) return { kind: 'csv', encoding, text, isSound }
  if (/^\{\s*\r?\n/.test(start)) return refused('this is JSON over several lines, not NDJSON', 'Write each object on one line: `jq -c . file.json > file.ndjson`.')
  return { kind: 'ndjson', encoding, text, isSound }
}

/** By the byte order mark; UTF-16 without one is told by its zero bytes. Null: neither text nor known. */
function encodingOf(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = head.subarray(0, 4096).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
  return zeros > 0 ? null : 'utf-8'
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4096)
  let odd = 0
  for (const char of sample) if (char === '\ufffd' || (char < ' ' && !'\t\n\r\f'.includes(char))) odd++
  return odd > sample.length * 0.1
}

/** The delimiter that splits the first lines most evenly, quotes respected. */
export function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, 20)
  const fits = (delimiter: string) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length)
    const even = counts.filter((count) => count === counts[0]).length / counts.length
    return counts[0] < 2 ? 0 : even * 100 + Math.min(counts[0], 50)
  }
  return [',', ';', '\t', '|'].reduce((best, next) => (fits(next) > fits(best) ? next : best), ',')
}
