// Starts the worker as the README says, on another port, and asks it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

// wrangler shall ask nobody anything.
const QUIET = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_HIDE_BANNER: 'true', CI: '1' }

let worker
let address

before(async () => {
  const port = await freePort()
  address = `http://127.0.0.1:${port}`
  worker = spawn(process.execPath, ['node_modules/wrangler/bin/wrangler.js', 'dev', '--local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, ...QUIET },
    detached: true,
  })
  let said = ''
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (text) => (said += text))
  await started(() => said)
})

after(() => {
  // With the runtime that it started.
  process.kill(-worker.pid, 'SIGTERM')
})

function freePort() {
  const server = createServer()
  return new Promise((done) => server.listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => done(port))
  }))
}

async function started(said) {
  for (let tries = 0; tries < 240; tries += 1) {
    if (worker.exitCode !== null) assert.fail(`wrangler stopped:\n${said()}`)
    if (await fetch(address).then(() => true, () => false)) return
    await new Promise((turn) => setTimeout(turn, 500))
  }
  assert.fail(`the worker did not answer within two minutes:\n${said()}`)
}

async function post(body) {
  const response = await fetch(address, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { status: response.status, policy: response.headers.get('x-policy'), answer: await response.json() }
}

const SURE = { confidence: 0.95, operation: 'archive', signals: { out_of_scope: false } }

test('a prediction is decided', async () => {
  const { status, policy, answer } = await post(SURE)
  assert.equal(status, 200)
  assert.match(policy, /^[0-9a-f]{64}$/)
  assert.equal(answer.action, 'auto_apply')
  assert.equal(answer.reason, 'high confidence, low impact')
})

test('a list of predictions is decided, one by one', async () => {
  const { answer } = await post([SURE, { ...SURE, confidence: 0.3 }, { ...SURE, signals: {} }, { confidence: 'high' }])
  assert.deepEqual(answer.map(({ action, code }) => `${action} ${code}`), [
    'auto_apply matrix', 'show_options matrix', 'escalate missing_signal', 'escalate invalid_input',
  ])
})

test('what is no prediction is decided too; what is no JSON is refused', async () => {
  assert.equal((await post('null')).answer.code, 'invalid_input')
  assert.equal((await post('{')).status, 400)
  assert.equal((await fetch(address)).status, 405)
})
