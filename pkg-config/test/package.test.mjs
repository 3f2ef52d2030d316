// The tarball itself: what is in it, and what the checkers of packages say.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { INSTALLED, ROOT, TARBALL, TESTS } from './support/places.mjs'

const about = JSON.parse(readFileSync(join(INSTALLED, 'package.json'), 'utf8'))

test('publint finds nothing', async () => {
  const { messages } = await publint({ pkgDir: INSTALLED, strict: true })
  assert.deepEqual(messages.map((message) => formatMessage(message, about)), [])
})

test('are the types wrong? No', async () => {
  // The other entries are a Wasm file and JSON, which have no types.
  const args = [TARBALL, '--profile', 'esm-only', '--exclude-entrypoints', 'engine.wasm', 'lab.wasm', 'policy.schema.json', '--format', 'json']
  const { stdout } = await promisify(execFile)(process.execPath, [join(TESTS, 'node_modules/@arethetypeswrong/cli/dist/index.js'), ...args])
    .catch((failure) => failure)
  const { analysis } = JSON.parse(stdout)
  assert.equal(analysis.types.kind, 'included')
  // `node10` and `require` are what the profile leaves out.
  const counted = analysis.problems.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind))
  assert.deepEqual(counted, [])
})

test('everything that package.json names is there', () => {
  const named = Object.values(about.exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
  for (const file of [...named, ...Object.values(about.bin)]) assert.ok(statSync(join(INSTALLED, file)).size > 0, file)
  assert.equal(about.exports['.'] && Object.keys(about.exports['.'])[0], 'types')
})

test('every link of the README leads somewhere', () => {
  const text = readFileSync(join(INSTALLED, 'README.md'), 'utf8')
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target).filter((target) => !/^(https?:|#)/.test(target))
  assert.ok(links.includes('policy.schema.json'))
  for (const link of links) assert.ok(statSync(join(INSTALLED, link)).isFile(), link)
})

test('nothing is there that users do not need, and no path of the machine that built it', () => {
  const files = readdirSync(INSTALLED, { recursive: true }).filter((name) => statSync(join(INSTALLED, name)).isFile())
  const allowed = /^(package\.json|README\.md|LICENSE-(MIT|APACHE)|policy\.schema\.json|dist\/.+\.(js|d\.ts|wasm))$/
  for (const file of files) {
    assert.match(file.replaceAll('\\', '/'), allowed)
    const text = readFileSync(join(INSTALLED, file), 'latin1')
    for (const path of [ROOT, homedir(), '/home/', '.cargo/registry']) assert.ok(!text.includes(path), `${file} has ${path}`)
  }
})

test('no install script, no dependencies, no need of a runtime but Node 20', () => {
  assert.equal(about.dependencies, undefined)
  assert.equal(about.type, 'module')
  for (const script of ['install', 'preinstall', 'postinstall']) assert.equal(about.scripts?.[script], undefined)
})
