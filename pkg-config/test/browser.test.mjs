// The package in Chromium, in a plain page without a bundler, under a strict Content-Security-Policy.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { STRICT, launch, open, serve } from './support/browser.mjs'
import { caseFiles } from './support/case-files.mjs'
import { assertPassed } from './support/outcome.mjs'
import { CONSUMER } from './support/places.mjs'
import { stage } from './support/stage.mjs'

const WASM = '/node_modules/leeway-policy/dist/engine_bg.wasm'
const FINE = { leeway: 1, name: 'p', confidence: { low: 0, high: 0.8 }, impact: { low: 0, high: 0.5 } }

let browser
let site

before(async () => {
  stage('page')
  site = await serve(CONSUMER)
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await site?.close()
})

/** Each asks a fresh page: the package is not loaded yet. */
async function inPage(run, argument, address = site.address) {
  const { page, troubles } = await open(browser, `${address}/page/`)
  await page.waitForFunction(() => globalThis.ready)
  const answer = await page.evaluate(run, argument)
  await page.close()
  return { answer, troubles }
}

test('cases in Chromium', async (t) => {
  const { page, troubles } = await open(browser, `${site.address}/page/`)
  await page.waitForFunction(() => globalThis.ready)
  await page.evaluate(() => leeway.init())
  let all = 0
  for (const { file, content } of caseFiles()) {
    const outcome = await page.evaluate(([file, content]) => runFile(leeway, file, content), [file, content])
    assertPassed(outcome)
    all += outcome.passed
  }
  assert.deepEqual(troubles, [])
  t.diagnostic(`${all} cases passed`)
})

test('hostile inputs in Chromium', async () => {
  const { answer } = await inPage(() => leeway.init().then(() => hostile(leeway)))
  assertPassed(answer)
})

test('before init, compile and check say NOT_READY and what to do', async () => {
  const { answer, troubles } = await inPage((document) => {
    const attempt = (run) => {
      try {
        return run(document)
      } catch (error) {
        return [error instanceof leeway.LeewayError, error instanceof Error, error.name, error.code, error.message]
      }
    }
    return [attempt(leeway.compile), attempt(leeway.check)]
  }, FINE)
  for (const [isLeeway, isError, name, code, message] of answer) {
    assert.deepEqual([isLeeway, isError, name, code], [true, true, 'LeewayError', 'NOT_READY'])
    assert.match(message, /await init\(\)/)
  }
  assert.deepEqual(troubles, [])
})

test('init may be called twice, at once and after', async () => {
  const { answer, troubles } = await inPage(async (document) => {
    const both = await Promise.all([leeway.init(), leeway.init(), leeway.init()])
    const policy = leeway.compile(document)
    const before = policy.decide({ confidence: 0.9, impact: 0.1 })
    await leeway.init()
    // A second load would lose the policies of the first.
    return [both, before.action, policy.decide({ confidence: 0.9, impact: 0.1 }) === before]
  }, FINE)
  assert.deepEqual(answer, [[undefined, undefined, undefined], 'auto_apply', true])
  assert.deepEqual(troubles, [])
})

test('a place where there is no Wasm gives NOT_READY with the cause, and init may be tried again', async () => {
  const { answer } = await inPage(async ({ document, wasm }) => {
    const errors = []
    for (const wrong of ['/nowhere.wasm', '/page/page.js', 'http://127.0.0.1:1/x.wasm', 7, new Uint8Array(3)]) {
      const { code, cause } = await leeway.init(wrong).catch((error) => error)
      errors.push([code, cause !== undefined])
    }
    await leeway.init(wasm)
    return [errors, leeway.compile(document).decide({ confidence: 0.9, impact: 0.1 }).action]
  }, { document: FINE, wasm: WASM })
  assert.deepEqual(answer, [Array(5).fill(['NOT_READY', true]), 'auto_apply'])
})

const SOURCES = {
  nothing: () => leeway.init(),
  'a string': (wasm) => leeway.init(wasm),
  'a URL': (wasm) => leeway.init(new URL(wasm, location.href)),
  'a Request': (wasm) => leeway.init(new Request(wasm)),
  'a Response': async (wasm) => leeway.init(await fetch(wasm)),
  'a promise of a Response': (wasm) => leeway.init(fetch(wasm)),
  bytes: async (wasm) => leeway.init(await (await fetch(wasm)).arrayBuffer()),
  'a module': async (wasm) => leeway.init(await WebAssembly.compileStreaming(fetch(wasm))),
  'a module, without waiting': async (wasm) => leeway.initSync(await WebAssembly.compileStreaming(fetch(wasm))),
}

for (const [name, load] of Object.entries(SOURCES)) {
  test(`init takes ${name}`, async () => {
    const run = new Function('argument', `return (${load})(argument.wasm).then(() =>
      leeway.compile(argument.document).decide({ confidence: 0.9, impact: 0.1 }).action)`)
    const { answer, troubles } = await inPage(run, { wasm: WASM, document: FINE })
    assert.equal(answer, 'auto_apply')
    assert.deepEqual(troubles, [])
  })
}

test("without 'wasm-unsafe-eval' init says why it cannot load", async () => {
  const strictest = await serve(CONSUMER, STRICT.replace(" 'wasm-unsafe-eval'", ''))
  try {
    const { answer } = await inPage(() => leeway.init().catch(({ code, message }) => [code, message]), null, strictest.address)
    assert.equal(answer[0], 'NOT_READY')
    assert.match(answer[1], /Content Security Policy/i)
  } finally {
    await strictest.close()
  }
})
