// The package's program, as npx runs it: it prints what the native one prints, for the same files.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CONSUMER, INSTALLED, ROOT } from './support/places.mjs'

const PROGRAM = join(CONSUMER, 'node_modules/.bin/leeway-policy')
const KEPT = join(ROOT, 'tests/cli')
const FOLDER = join(CONSUMER, 'cli')
const WINDOWS = process.platform === 'win32'

/** A copy of a folder's files, which the program may write. */
function folder(name) {
  const copy = join(FOLDER, name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  cpSync(join(KEPT, name), copy, { recursive: true })
  return copy
}

const POLICIES = folder('policies')

function run(args, { cwd = POLICIES, input = '', env = {} } = {}) {
  const { NO_COLOR, FORCE_COLOR, ...inherited } = process.env
  return spawnSync(PROGRAM, args, { cwd, input, encoding: 'utf8', env: { ...inherited, ...env }, shell: WINDOWS, maxBuffer: 1e8 })
}

/** Both streams in the order of writing, and the exit code; slashes for backslashes, as they are kept. */
function printed(args, cwd) {
  const file = join(FOLDER, 'printed')
  const both = openSync(file, 'w')
  const { status } = spawnSync(PROGRAM, args, { cwd, stdio: ['ignore', both, both], shell: WINDOWS })
  closeSync(both)
  return { status, text: readFileSync(file, 'utf8').replaceAll('\\', '/') }
}

/** The commands of a file of printed examples, each with its exit code and what follows. */
function examplesOf(file) {
  const text = readFileSync(join(KEPT, file), 'utf8')
  const blocks = [...text.matchAll(/^```console\n(.*?)^```/gms)].map(([, block]) => block)
  return blocks.flatMap((block) => block.split(/^\$ leeway /m).slice(1)).map((example) => {
    const [first, ...rest] = example.split('\n')
    const status = /^\? (\d)$/.exec(rest[0] ?? '')
    const lines = status === null ? rest : rest.slice(1)
    return { args: first.split(' '), status: Number(status?.[1] ?? 0), text: lines.join('\n') }
  })
}

for (const file of readdirSync(KEPT).filter((name) => name.endsWith('.trycmd'))) {
  test(`prints what the native program prints: ${file}`, () => {
    const own = file.replace('.trycmd', '.in')
    const cwd = existsSync(join(KEPT, own)) ? folder(own) : POLICIES
    for (const { args, status, text } of examplesOf(file)) {
      const found = printed(args, cwd)
      assert.equal(found.status, status, args.join(' '))
      // What clap says of arguments that it cannot use is its own.
      if (text.includes('Usage:') && status === 2) assert.match(found.text, /^error: .*\n\nUsage: leeway-policy /)
      else assert.equal(found.text.trimEnd(), text.replaceAll('Usage: leeway', 'Usage: leeway-policy').trimEnd(), args.join(' '))
    }
  })
}

test('a stream from standard input, cut anywhere', async () => {
  const lines = readFileSync(join(POLICIES, 'inputs.ndjson'), 'utf8')
  const whole = run(['decide', 'inbox.json', 'inputs.ndjson', '--json'])
  const child = spawn(PROGRAM, ['decide', 'inbox.json', '--json'], { cwd: POLICIES, shell: WINDOWS })
  let out = ''
  child.stdout.on('data', (data) => { out += data })
  for (let at = 0; at < lines.length; at += 50) {
    child.stdin.write(lines.slice(at, at + 50))
    await new Promise((resolve) => setImmediate(resolve))
  }
  child.stdin.end()
  const status = await new Promise((resolve) => child.on('close', resolve))
  assert.deepEqual([status, out], [0, whole.stdout])
  assert.equal(out.trim().split('\n').length, 5)
})

test('a long stream in little memory, and a reader that leaves', async () => {
  const line = readFileSync(join(POLICIES, 'inputs.ndjson'), 'utf8').split('\n')[0]
  const { status, stdout, stderr } = run(['decide', 'inbox.json'], { input: `${line}\n`.repeat(50_000) })
  assert.deepEqual([status, stderr, stdout.split('\n').length], [0, '50000 decisions: 50000 auto_apply\n', 50_001])
  const child = spawn(PROGRAM, ['decide', 'inbox.json'], { cwd: POLICIES, shell: WINDOWS })
  child.stdin.on('error', () => {})
  let err = ''
  child.stderr.on('data', (data) => { err += data })
  child.stdout.once('data', () => child.stdout.destroy())
  child.stdin.end(`${line}\n`.repeat(200_000))
  assert.deepEqual([await new Promise((resolve) => child.on('close', resolve)), err], [0, ''])
})

test('what cannot be used ends with 2', () => {
  for (const [args, input, message] of [
    [['check', '-'], Buffer.from([0x7b, 0xff]), 'error: `<stdin>` is not UTF-8\n'],
    [['fmt', '-', '--write'], '{"a":1}', 'error: standard input cannot be written: leave `--write` out\n'],
    [['decide', '-', '-'], '{}', 'error: standard input can be read only once: name a file\n'],
  ]) {
    const { status, stdout, stderr } = run(args, { input })
    assert.deepEqual([status, stdout, stderr], [2, '', message])
  }
  for (const [args, message] of [
    [['check', '--jsn', 'inbox.json'], "unexpected argument '--jsn' found"],
    [['check', '-x'], "unexpected argument '-x' found"],
    [['check', 'inbox.json', '--json=1'], "unexpected value '1' for '--json' found; no more were expected"],
    [['check', 'inbox.json', '--json', '--json'], "the argument '--json' cannot be used multiple times"],
    [['diff', 'inbox.json', 'inbox.json', '--log'], "a value is required for '--log <FILE>' but none was supplied"],
    [['diff', 'inbox.json', 'inbox.json', '--log', '--json'], "a value is required for '--log <FILE>' but none was supplied"],
    [['diff', 'inbox.json', 'inbox.json', '--limit', '0'], "invalid value '0' for '--limit <N>': a whole number from 1 is expected"],
    [['diff', 'inbox.json', 'inbox.json', '--limit', '2.5'], "invalid value '2.5' for '--limit <N>': a whole number from 1 is expected"],
    [['report', 'inbox.json', '--html', '--json'], "the argument '--html' cannot be used with '--json'"],
    [['check'], 'a required file was not named'],
    [['types', 'inbox.json', 'inbox.json'], "unexpected argument 'inbox.json' found"],
  ]) {
    const { status, stdout, stderr } = run(args)
    const usage = `Usage: leeway-policy ${args[0]} `
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.ok(stderr.startsWith(`error: ${message}\n\n${usage}`), stderr)
    assert.ok(stderr.endsWith("\n\nFor more information, try '--help'.\n"), stderr)
    assert.doesNotMatch(stderr, /positional|after the command|ERR_|node:/)
  }
  for (const args of [[], ['judge'], ['check', '.'], ['check', '--jsn', 'inbox.json'], ['types', 'inbox.json', 'inbox.json'], ['toString']]) {
    const { status, stdout, stderr } = run(args)
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.match(stderr, /^error: /)
  }
})

test('the program is named as it was called', () => {
  const asNpx = { env: { npm_command: 'exec' } }
  for (const args of [['check'], ['--help'], ['check', '--help'], [], ['judge']]) {
    const [plain, npx] = [run(args, { env: { npm_command: '' } }), run(args, asNpx)]
    const [said, saidToNpx] = [plain, npx].map(({ stdout, stderr }) => stdout + stderr)
    assert.match(said, /Usage: leeway-policy /)
    assert.equal(saidToNpx, said.replaceAll('Usage: leeway-policy', 'Usage: npx leeway-policy'))
    assert.equal(npx.status, plain.status)
  }
})

test('a report into a file', () => {
  const { status, stdout } = run(['report', 'compact.json', '-o', 'report.md'])
  assert.deepEqual([status, stdout], [0, ''])
  assert.equal(readFileSync(join(POLICIES, 'report.md'), 'utf8'), run(['report', 'compact.json']).stdout)
  assert.equal(run(['report', 'compact.json', '--output', '.']).status, 2)
})

test('a log of thousands of rows, from standard input too', () => {
  const log = join(ROOT, 'www/public/logs/clinc150.csv')
  const map = join(ROOT, 'www/src/logs/clinc150.intents.json')
  const diff = ['diff', 'assistant.json', 'assistant-next.json', '--operations', map, '--health', 'assistant-health.json']
  const named = run([...diff, '--log', log])
  assert.deepEqual([named.status, named.stderr], [0, ''])
  const [, counted] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('public/logs/clinc150.csv: 17390 rows')
  assert.ok(named.stdout.endsWith(counted.slice(0, counted.indexOf('```')).trimEnd() + '\n'))
  const given = run([...diff, '--log', '-'], { input: readFileSync(log, 'utf8') })
  assert.equal(given.stdout, named.stdout.replace(`${log}:`, '<stdin>:'))
})

test('a document that is too large is refused', () => {
  const { status, stdout } = run(['check', '-', '--json'], { input: ' '.repeat(1 << 20) })
  assert.deepEqual([status, JSON.parse(stdout)[0].diagnostics[0].code], [1, 'DOCUMENT_TOO_LARGE'])
})

test('the schema and the version are those of the package', () => {
  assert.equal(run(['schema']).stdout, readFileSync(join(INSTALLED, 'policy.schema.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(INSTALLED, 'package.json'), 'utf8'))
  assert.equal(run(['--version']).stdout, `leeway-policy ${version}\n`)
})

test('no colours where nobody sees them', () => {
  for (const env of [{}, { NO_COLOR: '1' }]) assert.ok(!run(['check', 'mistakes.json'], { env }).stdout.includes('\u001b'))
})
