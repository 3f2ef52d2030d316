// Every snippet of the README that is JavaScript or a page, run as written against the installed package.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { launch, serve } from './support/browser.mjs'
import { CONSUMER, INSTALLED } from './support/places.mjs'

const README = readFileSync(join(INSTALLED, 'README.md'), 'utf8')
const FOLDER = join(CONSUMER, 'readme')
mkdirSync(FOLDER, { recursive: true })

const snippets = (language) => [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code)

/** What the comments behind `console.log` lines, or on the lines after, say that is printed. */
const promised = (code) => [...code.matchAll(/(?:console\.log\(.*\)\s*|^)\/\/ (.+)$/gm)].map(([, said]) => said)

const scripts = snippets('js')

test('the README has snippets', () => assert.ok(scripts.length >= 4 && snippets('html').length === 1))

scripts.forEach((code, index) => {
  const file = join(FOLDER, `snippet-${index}.mjs`)
  writeFileSync(file, code)
  if (code.includes('export default')) {
    test(`snippet ${index + 1} answers requests`, async () => {
      const { default: worker } = await import(pathToFileURL(file))
      const body = JSON.stringify({ confidence: 0.9, impact: 0.1 })
      const answer = await worker.fetch(new Request('http://localhost', { method: 'POST', body }))
      assert.equal((await answer.json()).action, 'auto_apply')
    })
  } else {
    test(`snippet ${index + 1} prints what it says`, () => {
      const printed = execFileSync(process.execPath, [file], { encoding: 'utf8' }).trim().split('\n')
      assert.ok(promised(code).length > 0)
      assert.deepEqual(printed.map((line) => line.trim()), promised(code))
    })
  }
})

test('the plain page shows what it says', async () => {
  const [html] = snippets('html')
  rmSync(join(FOLDER, 'leeway'), { recursive: true, force: true })
  symlinkSync(join(INSTALLED, 'dist'), join(FOLDER, 'leeway'))
  writeFileSync(join(FOLDER, 'page.html'), `<!doctype html><title>page</title><body>${html}`)
  // The snippet is a script in the page itself.
  const server = await serve(FOLDER, "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'")
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.goto(`${server.address}/page.html`)
    // The snippet is text of the body too, until it puts its answer there instead.
    await page.waitForFunction(() => !document.body.textContent.includes('import'))
    assert.equal(await page.textContent('body'), promised(html.replaceAll(/^.*\.reason/gm, 'console.log()')).at(0))
  } finally {
    await browser.close()
    await server.close()
  }
})
