// `npm test`: installs what is missing, then runs the test files. `npm test -- columns types` runs those two.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TESTS } from './support/places.mjs'
import { prepare } from './support/prepare.mjs'

prepare()
const wanted = process.argv.slice(2)
const all = readdirSync(TESTS).filter((name) => name.endsWith('.test.mjs')).sort()
const chosen = all.filter((name) => wanted.length === 0 || wanted.includes(name.replace('.test.mjs', '')))
if (chosen.length === 0) throw new Error(`no such test; there are ${all.join(', ')}`)
// The first run in a busy machine's browser or bundler may take long; a hang must still end.
const flags = ['--test', '--test-timeout=240000', '--test-reporter=spec', '--test-reporter-destination=stdout']
const { status } = spawnSync(process.execPath, [...flags, ...chosen.map((name) => join(TESTS, name))], { stdio: 'inherit' })
process.exit(status ?? 1)
