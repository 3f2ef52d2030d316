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
    const { model, ...policy } = withCalibration(messages, SORTER, { ...MODEL, split: ['cal'], method })
    assert.deepEqual([model, policy.document.calibration], ['sorter-1', { 'sorter-1': found.map }])
    assert.deepEqual([JSON.parse(policy.text), policy.fits_dropped, policy.options_dropped], [policy.document, [], false])
    assert.deepEqual(JSON.parse(printed('calibrate', 'messages.csv', '--method', method, '--policy', 'sorter.json', ...args, '--json').stdout), { ...found, ...policy })
  }
  const found = replay(messages, SORTER, { split: 'test', costOfError: 20, costOfReview: 1 })
  const costs = ['--cost-of-error', '20', '--cost-of-review', '1']
  assert.deepEqual(JSON.parse(printed('replay', 'sorter.json', 'messages.csv', '--split', 'test', ...costs, ...ARGUMENTS, '--json').stdout), found)
  assert.equal(found.cost.total, 20 * found.actions.auto_apply.wrong + found.asked)
})

test('the sign-off over a log is the report of the command line', async () => {
  const { name, markdown, html } = lab.signOff(SORTER, null, messages, { ...MODEL, split: 'test' })
  const args = ['report', 'sorter.json', '--log', 'messages.csv', '--split', 'test', '--model', 'sorter-1', ...ARGUMENTS]
  assert.deepEqual([name, printed(...args), printed(...args, '--html')], [JSON.parse(SORTER).name, { stdout: markdown, status: 0 }, { stdout: html, status: 0 }])
  assert.match(markdown, /What it made of known cases/)
  assert.doesNotMatch(lab.signOff(SORTER).markdown, /What it made of known cases/)
  assert.throws(() => lab.signOff(SORTER, null, messages, { ...MODEL, split: 'x' }), (error) => error.code === 'NO_SUCH_SPLIT')
  assert.throws(() => lab.signOff(SORTER, null, messages, { splits: 'test' }), (error) => error.code === 'BAD_OPTION')
  assert.throws(() => lab.signOff(SORTER, null, []), (error) => error.code === 'BAD_LOG')
  assert.throws(() => lab.signOff({ leeway: 1 }, null, messages), lab.PolicyError)
  assert.throws(() => lab.signOff(SORTER, { leeway: 1 }, messages, MODEL), /`approved` is invalid/)
})

test('curves go down to all rows, and a replay knows their area', () => {
  const [curve, ...rest] = riskCoverage(messages, { split: 'test' })
  assert.equal(rest.length, 0)
  assert.ok(curve.points.length > 100 && curve.points.length <= 500)
  assert.deepEqual([curve.points.at(-1).coverage, curve.points.at(-1).risk], [1, curve.wrong / curve.labels])
  assert.equal(riskCoverage(messages, { split: 'test', points: 5 })[0].points.length, 5)
  assert.equal(replay(messages, SORTER, { split: 'test' }).models[0].aurc, curve.aurc)
})

test('a map that moves confidences says which promises it ends', () => {
  const fitted = fitThreshold(messages, SORTER, { ...MODEL, split: 'cal', labels: 'complete', targetLevel: 0.02 })
  const calibrated = withCalibration(messages, fitted.document, { ...MODEL, split: 'cal' })
  assert.deepEqual([calibrated.fits_dropped, calibrated.document.evidence], [['sorter-1'], undefined])
})

/** That an error is one of a log's, with this code and these words. */
const refused = (code, words) => (error) => {
  assert.ok(error instanceof lab.LogError, String(error))
  assert.deepEqual([error.code, error.message.includes(words)], [code, true], error.message)
  return true
}

test('an option that there is not is refused, with the one that may be meant', async () => {
  for (const [ask, words] of [
    [() => fitThreshold(messages, SORTER, { targetLevel: 0.02, confidence: 0.99 }), 'there is no option `confidence`; there are `risk`, `targetLevel`, `confidenceLevel`'],
    [() => fitThreshold(messages, SORTER, { targetLevel: 0.02, splits: 'cal' }), 'there is no option `splits`: did you mean `split`?'],
    [() => fitThreshold(messages, SORTER), '`targetLevel` is missing'],
    [() => fitThreshold(messages, SORTER, { targetLevel: NaN }), '`targetLevel`: NaN is not a number'],
    [() => fitThreshold(messages, SORTER, { targetLevel: '2%' }), '`targetLevel` is not a number'],
    [() => fitThreshold(messages, SORTER, { targetLevel: 0.02, costOfError: 3 }), '`costOfError` and `costOfReview` go together'],
    [() => fitThreshold(messages, SORTER, 0.02), 'options are an object'],
    [() => fitOptions(messages, SORTER, { coverage: 0.9, confidencelevel: 0.9 }), 'did you mean `confidenceLevel`?'],
    [() => fitOptions(messages, SORTER), '`coverage` is missing'],
    [() => calibrate(messages, { methods: 'platt' }), 'did you mean `method`?'],
    [() => calibrate(messages, { method: 'beta' }), '`method` is `beta`; it is one of `auto`'],
    [() => calibrate(messages, 'cal'), 'options are an object'],
    [() => withCalibration(messages, SORTER, { modell: 'a' }), 'did you mean `model`?'],
    [() => replay(messages, SORTER, { costOfErrors: 1 }), 'did you mean `costOfError`?'],
    [() => riskCoverage(messages, { segment: true }), 'there is no option `segment`; there are `model`, `split`, `bySegment`, `points`'],
    [() => lab.labelsNeeded({ target: 0.02 }), 'there is no option `target`'],
    [() => lab.labelsNeeded(), '`targetLevel` is missing'],
    [() => lab.sweep(messages, SORTER, { models: 'a' }), 'did you mean `model`?'],
    [() => lab.diff(SORTER, SORTER, 'confidence\n0.9\n', { operation: {} }), 'there is no option `operation`; there are `operations`, `health`'],
  ]) assert.throws(ask, refused('BAD_OPTION', words))
  await assert.rejects(Log.read('confidence\n0.9\n', { column: {} }), refused('BAD_OPTION', 'there is no option `column`; there are `columns`'))
  await assert.rejects(Log.read('confidence\n0.9\n', { columns: { confidense: 'a' } }), refused('BAD_OPTION', 'a log has no field `confidense`: did you mean `confidence`?'))
  await assert.rejects(Log.read('confidence\n0.9\n', { columns: { confidence: 1 } }), refused('BAD_OPTION', '`columns` has the names'))
  await assert.rejects(Log.read('confidence\n0.9\n', { columns: ['a'] }), refused('BAD_OPTION', 'are an object'))
  // What is null or undefined was not asked for.
  assert.equal(calibrate(messages, { ...MODEL, split: 'cal', method: undefined, splits: null }).model, 'sorter-1')
  assert.equal((await Log.read('confidence\n0.9\n', { columns: { confidence: undefined }, health: null })).rows, 1)
})

test('what is no log has a code', async () => {
  const kinds = [5, undefined, null, true, {}, new Map(), Promise.resolve(''), () => '', Symbol('a'), new URL('file:///log.csv')]
  for (const input of kinds) await assert.rejects(Log.read(input), refused('BAD_LOG', 'CSV or NDJSON as text or bytes'))
  await assert.rejects(Log.read(Promise.resolve('')), refused('BAD_LOG', 'this is no log (`Promise`)'))
  async function* odd() { yield 'confidence\n'; yield 5 }
  await assert.rejects(Log.read(odd()), refused('BAD_LOG', '(`number`)'))
  for (const path of ['/var/log/mail.csv', './mail.log', 'C:\\logs\\mail.csv', 'mail.ndjson', 'https://example.org/mail', '~/mail.csv']) {
    await assert.rejects(Log.read(path), refused('BAD_LOG', `\`${path}\` is a path: pass what is there`))
    assert.throws(() => lab.diff(SORTER, SORTER, path), refused('BAD_LOG', 'is a path'))
  }
  assert.throws(() => lab.diff(SORTER, SORTER, 5), refused('BAD_LOG', 'CSV or NDJSON'))
  for (const text of ['', 'confidence', 'id,score.csv', '{"confidence":0.9}', '/a,confidence\n1,0.9\n']) assert.equal(typeof (await Log.read(text)).rows, 'number')
  for (const log of [[], 'confidence\n0.9\n', undefined, null, 5, Log.read('confidence\n')]) {
    for (const ask of [calibrate, (log) => fitThreshold(log, SORTER, { targetLevel: 0.1 }), (log) => fitOptions(log, SORTER, { coverage: 0.9 }), (log) => replay(log, SORTER), riskCoverage, (log) => withCalibration(log, SORTER), (log) => lab.sweep(log, SORTER)]) {
      assert.throws(() => ask(log), refused('BAD_LOG', '`await Log.read(…)` makes a log of it'))
    }
  }
})

test('a log of which nothing can be used says why', async () => {
  const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  for (const [input, words] of [
    ['', 'the log has no rows'],
    ['id,confidence\n', 'the log has no rows, only a header: `id`, `confidence`'],
    ['id;confidence\na;0,9\n', 'the columns look separated by `;`'],
    ['id\tconfidence\na\t0.9\n', 'the columns look separated by tabs'],
    [utf16('id,confidence\na,0.9\n'), 'the log is UTF-16: save it as UTF-8'],
    [Buffer.from('größe,confidence\na,0.9\n', 'latin1'), 'not as Latin-1 or Windows-1252'],
    ['[{"confidence": 0.9}]', 'one JSON list'],
    ['id,score\na,0.9\n', 'of 1, there is no `confidence`; it has `id`, `score`'],
    [[{ score: 0.9 }], 'of 1, there is no `confidence`; it has `score`'],
  ]) {
    const log = await Log.read(input)
    assert.deepEqual([log.rows, log.about.problem.includes(words)], [0, true], log.about.problem)
    assert.throws(() => calibrate(log), refused('NO_ROWS', words))
  }
  const named = await Log.read('id,score,score\na,0.9,1\n', { columns: { confidence: 'scores' } })
  assert.equal(named.about.problem, 'the log has no column `scores`: did you mean `score`? it has `id`, `score`')
  assert.deepEqual([named.about.columns_twice, messages.about.problem], [['score'], null])
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
