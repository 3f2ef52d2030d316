// Logs in the lab: read however they come, studied, and the same as the command line says, byte for byte.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { openAsBlob, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lab } from './support/leeway.mjs'
import { CONSUMER, ROOT } from './support/places.mjs'

const { Log, calibrate, fitOptions, fitThreshold, replay, riskCoverage, withCalibration } = lab
const POLICIES = join(ROOT, 'tests/cli/policies')
const FILE = join(POLICIES, 'messages.csv')
const SORTER = readFileSync(join(POLICIES, 'sorter.json'), 'utf8')
const COLUMNS = { confidence: 'score', predicted: 'guess', label: 'truth', id: 'message', split: 'part' }
const ARGUMENTS = Object.entries(COLUMNS).map(([field, column]) => `--column=${field}=${column}`)
const MODEL = { model: 'sorter-1' }

/** What the package's program prints. */
function printed(...args) {
  const program = join(CONSUMER, 'node_modules/.bin/leeway-policy')
  const { stdout, status } = spawnSync(program, args, { cwd: POLICIES, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 1e8 })
  return { stdout, status }
}

const messages = await Log.read(await openAsBlob(FILE), { columns: COLUMNS })

async function* inPieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('a log is read however it comes, and told of while it comes', async () => {
  const bytes = readFileSync(FILE)
  const text = bytes.toString('utf8')
  const stream = () => new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array(bytes)); controller.close() } })
  async function* halves() {
    yield text.slice(0, 1000)
    yield text.slice(1000)
  }
  for (const input of [text, bytes, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), stream(), inPieces(bytes, 777), halves(), new Blob([bytes])]) {
    const told = []
    const log = await Log.read(input, { columns: COLUMNS, onProgress: (progress) => told.push(progress) })
    assert.deepEqual(log.about, messages.about)
    assert.equal(told.at(-1).bytes, bytes.length)
    assert.ok(told.at(-1).rows >= log.rows - 1 && (told[0].total === null || told[0].total === bytes.length))
    log.free()
  }
  assert.equal(messages.rows, 3354)
  assert.deepEqual(messages.splits.map(({ name, rows }) => [name, rows]), [['cal', 1341], ['test', 2013]])
  assert.deepEqual([messages.models, messages.rejects, messages.labels.source_unknown], [[], [], 3354])
  assert.match(messages.hash, /^[0-9a-f]{64}$/)
})

test('rows as a list, rows that are none, and what stands beside a log', async () => {
  const rows = [{ confidence: 0.9, predicted: 'a', label: 'a' }, { confidence: 2 }, null, { confidence: NaN }, { confidence: 0.4, predicted: 'b', label: 'a' }]
  const log = await Log.read(rows)
  assert.equal(log.rows, 2)
  assert.deepEqual(log.rejects.map(({ rows, kept }) => [rows, kept]), [[1, false], [1, false], [1, false]])
  await assert.rejects(Log.read(rows, { operations: ['a'] }), lab.PolicyError)
  await assert.rejects(Log.read(rows, { columns: { score: 'a' } }), (error) => error instanceof lab.LogError && error.code === 'BAD_OPTION')
  const controller = new AbortController()
  const reading = Log.read(inPieces(readFileSync(FILE), 100), { signal: controller.signal, onProgress: () => controller.abort() })
  await assert.rejects(reading, { name: 'AbortError' })
})

test('a freed log answers nothing', async () => {
  const log = await Log.read('confidence\n0.5\n')
  log.free()
  log.free()
  for (const ask of [() => calibrate(log), () => fitThreshold(log, SORTER, { targetLevel: 0.1 }), () => fitOptions(log, SORTER, { coverage: 0.9 }), () => replay(log, SORTER), () => riskCoverage(log)]) {
    assert.throws(ask, (error) => error instanceof lab.LeewayError && error.code === 'FREED')
  }
})

/** Where nothing is promised there is no policy to write, only why. */
function assertNothing({ stdout, status }) {
  assert.equal(status, 1)
  assert.match(stdout, /no threshold/)
  assert.doesNotMatch(stdout, /^\{/m)
}

test('the fitted policy is the one that the command line writes, byte for byte', () => {
  const options = { ...MODEL, split: 'cal', verify: 'test', labels: 'complete', calibrate: 'auto', startErrors: 1, fittedAt: 17, validUntil: 18 }
  const args = ['--model', 'sorter-1', '--split', 'cal', '--verify', 'test', '--labels', 'complete', '--calibrate', 'auto', '--start-errors', '1', '--at', '17', '--valid-until', '18', ...ARGUMENTS]
  for (const targetLevel of [0.005, 0.01, 0.02, 0.05]) {
    const fit = fitThreshold(messages, SORTER, { ...options, targetLevel })
    const target = ['--target', String(targetLevel)]
    const written = printed('fit', 'sorter.json', 'messages.csv', ...target, ...args, '-o', '-')
    if (fit.families.some(({ threshold }) => threshold !== null)) assert.deepEqual(written, { stdout: fit.text, status: 0 })
    else assertNothing(written)
    assert.deepEqual(JSON.parse(printed('fit', 'sorter.json', 'messages.csv', ...target, ...args, '--json').stdout), fit)
    assert.deepEqual(JSON.parse(fit.text), fit.document)
    const compiled = lab.check(fit.text).filter(({ severity }) => severity === 'error')
    assert.deepEqual(compiled, [])
  }
})

test('fitted options are those that the command line writes, byte for byte', async () => {
  const log = await Log.read(await openAsBlob(join(POLICIES, 'intents.csv')))
  const policy = readFileSync(join(POLICIES, 'one-threshold.json'), 'utf8')
  for (const [coverage, method, has] of [[0.5, 'lac', true], [0.5, 'aps', true], [0.9, 'lac', false]]) {
    const fit = fitOptions(log, policy, { coverage, method, model: 'lr-v1', labels: 'complete', confidenceLevel: 0.9 })
    assert.equal(fit.document.options?.threshold !== undefined, has)
    const args = ['one-threshold.json', 'intents.csv', '--coverage', String(coverage), '--method', method, '--model', 'lr-v1', '--labels', 'complete', '--confidence', '0.9']
    const written = printed('fit-options', ...args, '-o', '-')
    if (has) assert.deepEqual(written, { stdout: fit.text, status: 0 })
    else assertNothing(written)
    assert.deepEqual(JSON.parse(printed('fit-options', ...args, '--json').stdout), fit)
    assert.deepEqual(JSON.parse(fit.text), fit.document)
    assert.deepEqual(lab.check(fit.text).filter(({ pointer }) => pointer.startsWith('/options')), [])
  }
})

test('calibration and replay are what the command line says', async () => {
  const args = ['--model', 'sorter-1', '--split', 'cal', ...ARGUMENTS]
  for (const method of ['auto', 'platt', 'isotonic']) {
    const found = calibrate(messages, { ...MODEL, split: 'cal', method })
    assert.deepEqual(JSON.parse(printed('calibrate', 'messages.csv', '--method', method, ...args, '--json').stdout), found)
    const text = withCalibration(messages, SORTER, { ...MODEL, split: ['cal'], method })
    assert.deepEqual(JSON.parse(text).calibration, { 'sorter-1': found.map })
    assert.equal(JSON.parse(printed('calibrate', 'messages.csv', '--method', method, '--policy', 'sorter.json', ...args, '--json').stdout).text, text)
  }
  const found = replay(messages, SORTER, { split: 'test', costOfError: 20, costOfReview: 1 })
  const costs = ['--cost-of-error', '20', '--cost-of-review', '1']
  assert.deepEqual(JSON.parse(printed('replay', 'sorter.json', 'messages.csv', '--split', 'test', ...costs, ...ARGUMENTS, '--json').stdout), found)
  assert.equal(found.cost.total, 20 * found.actions.auto_apply.wrong + found.asked)
})

test('curves go down to all rows, and a replay knows their area', () => {
  const [curve, ...rest] = riskCoverage(messages, { split: 'test' })
  assert.equal(rest.length, 0)
  assert.ok(curve.points.length > 100 && curve.points.length <= 500)
  assert.deepEqual([curve.points.at(-1).coverage, curve.points.at(-1).risk], [1, curve.wrong / curve.labels])
  assert.equal(riskCoverage(messages, { split: 'test', points: 5 })[0].points.length, 5)
  assert.equal(replay(messages, SORTER, { split: 'test' }).models[0].aurc, curve.aurc)
})

test('what allows no answer has a code', () => {
  for (const [options, code] of [
    [{ targetLevel: 2 }, 'BAD_OPTION'],
    [{ targetLevel: 0.01 }, 'NO_MODEL'],
    [{ targetLevel: 0.01, ...MODEL }, 'NO_LABELS'],
    [{ targetLevel: 0.01, ...MODEL, split: 'x' }, 'NO_SUCH_SPLIT'],
  ]) assert.throws(() => fitThreshold(messages, SORTER, options), (error) => error instanceof lab.LogError && error.code === code && error.message !== '')
  assert.throws(() => fitOptions(messages, SORTER, { coverage: 0.9, ...MODEL, labels: 'complete' }), (error) => error instanceof lab.LogError && error.code === 'NO_ALTERNATIVES')
  assert.throws(() => fitThreshold(messages, { leeway: 1 }, { targetLevel: 0.1, ...MODEL }), lab.PolicyError)
  assert.throws(() => calibrate(messages, { split: 'x' }), lab.LogError)
  assert.throws(() => replay(messages, '{', {}), lab.PolicyError)
})
