// The shared cases and hostile inputs in workerd, the program that Cloudflare runs, bundled as wrangler bundles.
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { caseFiles } from './support/case-files.mjs'
import { assertPassed } from './support/outcome.mjs'
import { stage } from './support/stage.mjs'

let worker

before(async () => {
  const folder = stage('worker')
  const outdir = join(folder, 'out')
  await build({
    entryPoints: [join(folder, 'worker.js')],
    outdir,
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    // wrangler leaves Wasm to the runtime, which hands the worker a compiled module.
    loader: { '.wasm': 'copy' },
    logLevel: 'warning',
  })
  worker = new Miniflare({ cf: false, compatibilityDate: '2026-04-01', modules: modulesOf(outdir) })
  await worker.ready
})

after(() => worker?.dispose())

function modulesOf(folder) {
  const wasm = readdirSync(folder).filter((name) => name.endsWith('.wasm'))
  assert.equal(wasm.length, 1, 'one Wasm file beside the bundle')
  return [
    { type: 'ESModule', path: 'worker.js', contents: readFileSync(join(folder, 'worker.js'), 'utf8') },
    ...wasm.map((name) => ({ type: 'CompiledWasm', path: name, contents: readFileSync(join(folder, name)) })),
  ]
}

async function ask(path, body) {
  const response = await worker.dispatchFetch(`http://worker${path}`, { method: 'POST', body: JSON.stringify(body) })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text)
}

test('cases in workerd', async (t) => {
  let all = 0
  for (const one of caseFiles()) {
    const outcome = await ask('/cases', one)
    assertPassed(outcome)
    all += outcome.passed
  }
  t.diagnostic(`${all} cases passed`)
})

test('hostile inputs in workerd', async () => assertPassed(await ask('/hostile', {})))
