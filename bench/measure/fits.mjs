// Calibration maps and their quality, natively, against scikit-learn on the same rows: one program each, asked in turns.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { quartiles, ratios } from './race.mjs'

const root = new URL('../../', import.meta.url)
const path = (name) => fileURLToPath(new URL(name, root))

/** How far answers may be apart: scikit-learn's Platt scaling stops early. */
const TASKS = { isotonic: 1e-9, apply: 1e-9, platt: 5e-3, quality: 1e-9 }
const ROUNDS = 15
const WARM = 3

/** Either what was measured, or in `missing` why it could not be. */
export async function fits() {
  const python = preparePython()
  if (python.missing) return python
  execFileSync(process.env.CARGO ?? 'cargo', ['build', '--quiet', '--release', '--package', 'leeway-fits'], { cwd: path('.'), stdio: 'inherit' })
  const measured = []
  for (const { name, scores, correct } of [logged(), simulated(1_000_000)]) {
    const folder = path(`target/bench-fits/${name.replaceAll(/\W+/g, '-')}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${folder}/scores`, scores)
    writeFileSync(`${folder}/correct`, correct)
    measured.push({ name, rows: scores.length, tasks: await compare(python.program, folder) })
  }
  return { versions: python.versions, measured }
}

/** An environment of its own below `target`, with the versions of requirements.txt. */
function preparePython() {
  const [folder, wanted] = [path('target/bench-python'), path('bench/fits/requirements.txt')]
  const program = ['bin/python', 'Scripts/python.exe'].map((name) => `${folder}/${name}`)
  const stamp = `${folder}/requirements.txt`
  const versions = readFileSync(wanted, 'utf8')
  try {
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== versions) {
      execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' })
      const pip = ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '--requirement', wanted]
      execFileSync(program.find(existsSync), pip, { stdio: 'pipe' })
      writeFileSync(stamp, versions)
    }
  } catch (error) {
    return { missing: error.code === 'ENOENT' ? 'there is no python3' : `scikit-learn cannot be installed: ${`${error.stderr ?? error}`.trim().split('\n').at(-1)}` }
  }
  return { program: program.find(existsSync), versions: versions.split('\n').filter((line) => line.includes('==')) }
}

/** What one model of a real log said before its test split. */
function logged() {
  const [header, ...lines] = readFileSync(path('www/public/logs/clinc150.csv'), 'utf8').trim().split('\n').map((line) => line.split(','))
  const [model, split, confidence, correct] = ['model', 'split', 'confidence', 'correct'].map((name) => header.indexOf(name))
  const own = lines.filter((cells) => cells[model] === 'mlp-v2' && cells[split] === 'cal')
  return {
    name: 'CLINC150 mlp-v2',
    scores: Float64Array.from(own, (cells) => Number(cells[confidence])),
    correct: Uint8Array.from(own, (cells) => Number(cells[correct])),
  }
}

/** Scores with six decimals, and truths of an over-confident model. */
function simulated(count) {
  let state = 20240917
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const scores = Float64Array.from({ length: count }, () => Math.round(1e6 * (1 - random() ** 2 / 2)) / 1e6)
  const right = (score) => 1 / (1 + Math.exp(0.8 - 0.6 * Math.log(score / Math.max(1e-6, 1 - score))))
  return { name: 'simulated', scores, correct: Uint8Array.from(scores, (score) => (random() < right(score) ? 1 : 0)) }
}

async function compare(python, folder) {
  const theirs = start(python, [path('bench/fits/theirs.py'), folder])
  const ours = start(path(`target/release/leeway-fits${process.platform === 'win32' ? '.exe' : ''}`), [folder])
  const measured = []
  for (const [task, tolerance] of Object.entries(TASKS)) {
    const times = [[], []]
    for (let round = 0; round < WARM + ROUNDS; round += 1) {
      const [one, other] = [await ours.ask(task), await theirs.ask(task)]
      if (round === 0) assertSame(task, one.answer, other.answer, tolerance)
      if (round >= WARM) [one, other].forEach(({ ns }, place) => times[place].push(ns))
    }
    measured.push({ task, ours: quartiles(times[0]), theirs: quartiles(times[1]), ratio: ratios(times[1], times[0]), rounds: times })
  }
  ours.stop()
  theirs.stop()
  return measured
}

function assertSame(task, ours, theirs, tolerance) {
  assert.equal(ours.length, theirs.length, task)
  ours.forEach((number, place) => {
    const apart = Math.abs(number - theirs[place])
    assert.ok(apart <= tolerance * Math.max(1, Math.abs(number)), `${task}: ${number} here, ${theirs[place]} there`)
  })
}

/** A program that answers line by line. */
function start(program, args) {
  // One thread each: for few rows scikit-learn's threads take longer than the work.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (task) => {
    child.stdin.write(`${task}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error(`${program} ended during ${task}`)
    return JSON.parse(value)
  }
  return { ask, stop: () => child.stdin.end() }
}
