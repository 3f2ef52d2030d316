// The same few lines through each bundler, as its manual says, and then in Chromium under a strict policy.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets'
import * as esbuild from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import webpack from 'webpack'
import { launch, open, serve } from './support/browser.mjs'
import { CONSUMER, INSTALLED } from './support/places.mjs'
import { stage } from './support/stage.mjs'

const OUT = join(CONSUMER, 'bundles')
const HTML = '<!doctype html><title>bundled</title><script type="module" src="./app.js"></script>'

let app
let browser
let site

before(async () => {
  app = stage('bundled')
  mkdirSync(OUT, { recursive: true })
  site = await serve(OUT)
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await site?.close()
})

/** Each fills a folder with a page. */
const BUNDLERS = {
  async Vite(out) {
    // Paths relative to the page, as it lies in a folder here.
    await vite({ root: app, base: './', logLevel: 'warn', build: { outDir: out, emptyOutDir: true, modulePreload: { polyfill: false } } })
  },

  async webpack(out) {
    const stats = await run(webpack({
      mode: 'production',
      context: app,
      entry: './app.js',
      // What the Wasm may weigh is in size-budget.json.
      performance: { hints: false },
      output: { path: out, filename: 'app.js', publicPath: 'auto', clean: true },
    }))
    assert.ok(!stats.hasErrors() && !stats.hasWarnings(), stats.toString('errors-warnings'))
    writeFileSync(join(out, 'index.html'), HTML)
  },

  async esbuild(out) {
    const options = { entryPoints: [join(app, 'app.js')], outdir: out, bundle: true, format: 'esm', logLevel: 'warning' }
    const { warnings } = await esbuild.build(options)
    assert.deepEqual(warnings, [])
    // esbuild leaves `new URL('../engine_bg.wasm', import.meta.url)` as it is: copy the file to where that points, or
    // give init() another place.
    cpSync(join(INSTALLED, 'dist/engine_bg.wasm'), join(out, '../engine_bg.wasm'))
    writeFileSync(join(out, 'index.html'), HTML)
  },

  async Rollup(out) {
    const plugins = [nodeResolve({ browser: true }), importMetaAssets()]
    const bundle = await rollup({ input: join(app, 'app.js'), plugins, onwarn: ({ message }) => assert.fail(message) })
    await bundle.write({ dir: out, format: 'es' })
    await bundle.close()
    writeFileSync(join(out, 'index.html'), HTML)
  },
}

function run(compiler) {
  return new Promise((done, fail) => compiler.run((error, stats) => compiler.close(() => (error ? fail(error) : done(stats)))))
}

for (const [name, bundle] of Object.entries(BUNDLERS)) {
  test(`bundled by ${name}`, async (t) => {
    const out = join(OUT, name.toLowerCase(), 'page')
    await bundle(out)
    const { page, troubles } = await open(browser, `${site.address}/${name.toLowerCase()}/page/`)
    const answer = await page.waitForFunction(() => globalThis.answer, null, { timeout: 30_000 }).catch(() => null)
    assert.deepEqual(troubles, [])
    assert.equal((await answer?.jsonValue())?.action, 'auto_apply')
    assert.equal(wasmIn(join(out, '..')), 1, 'one Wasm file, and none inlined')
    await page.close()
    t.diagnostic(`${readdirSync(out, { recursive: true }).join(', ')}`)
  })
}

function wasmIn(folder) {
  const files = readdirSync(folder, { recursive: true })
  const scripts = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(folder, file), 'utf8'))
  assert.ok(!scripts.some((script) => script.includes('data:application/wasm') || script.includes('AGFzb')))
  return files.filter((file) => file.endsWith('.wasm')).length
}

test('esbuild with a place for init', async () => {
  const out = join(OUT, 'esbuild-placed/page')
  mkdirSync(out, { recursive: true })
  const source = "import { compile, init } from 'leeway-policy'\nawait init('engine.wasm')\nglobalThis.answer = typeof compile\n"
  writeFileSync(join(app, 'placed.js'), source)
  await esbuild.build({ entryPoints: { app: join(app, 'placed.js') }, outdir: out, bundle: true, format: 'esm', logLevel: 'warning' })
  cpSync(join(INSTALLED, 'dist/engine_bg.wasm'), join(out, 'engine.wasm'))
  writeFileSync(join(out, 'index.html'), HTML)
  const { page, troubles } = await open(browser, `${site.address}/esbuild-placed/page/`)
  await page.waitForFunction(() => globalThis.answer === 'function')
  assert.deepEqual(troubles, [])
  await page.close()
})
