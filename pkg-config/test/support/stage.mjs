// Puts a program of `apps/` beside the installed package, so that `leeway-policy` resolves to the tarball's files.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseFiles } from './case-files.mjs'
import { CONSUMER, TESTS } from './places.mjs'

/** Copies `apps/<name>` and what runs in every runtime; returns where it lies now. */
export function stage(name) {
  const folder = join(CONSUMER, name)
  for (const shared of ['cases.js', 'hostile.js']) cpSync(join(TESTS, 'support', shared), join(CONSUMER, shared))
  cpSync(join(TESTS, 'apps', name), folder, { recursive: true })
  return folder
}

/** The texts of all cases in one file, for programs that run elsewhere. */
export function stageCases() {
  const file = join(CONSUMER, 'cases.json')
  mkdirSync(CONSUMER, { recursive: true })
  writeFileSync(file, JSON.stringify(caseFiles()))
  return file
}
