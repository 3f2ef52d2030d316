// The files of cases: the project's own, and those of the folder that `LEEWAY_CASES` names.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { ROOT } from './places.mjs'

const OWN = join(ROOT, 'tests/cases')
const FURTHER = process.env.LEEWAY_CASES

/** `[{ file, content }]`, in the order of their names. */
export function caseFiles() {
  const folders = FURTHER ? [OWN, resolve(FURTHER)] : [OWN]
  return folders.flatMap((folder) => {
    const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(nd)?json$/.test(name)).sort()
    if (files.length === 0) throw new Error(`there are no cases in ${folder}`)
    return files.map((name) => ({
      file: relative(ROOT, join(folder, name)),
      content: readFileSync(join(folder, name), 'utf8'),
    }))
  })
}
