import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from './serve.mjs'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

let browser
let server

before(async () => {
  server = await serve(0)
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

test('the page decides as its form says, and nothing is refused by its policy', async () => {
  const page = await browser.newPage()
  const troubles = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const shows = async (action, reason) => {
    await page.waitForFunction((action) => document.querySelector('#action').textContent === action, action)
    assert.equal(await page.textContent('#reason'), reason)
  }
  await shows('auto_apply', 'high confidence, low impact')
  await page.selectOption('select', 'delete')
  await shows('suggest', 'high confidence, high impact')
  await page.fill('[name=confidence]', '0.2')
  await shows('escalate', 'low confidence, high impact')
  await page.selectOption('select', 'archive')
  await page.fill('[name=confidence]', '0.95')
  await page.fill('[name=latency_ms]', '900')
  await shows('show_options', 'the model is slow')
  await page.fill('[name=latency_ms]', '')
  await page.waitForFunction(() => document.querySelector('#action').textContent === 'escalate')
  // Browsers ask for an icon, which there is none of.
  assert.deepEqual(troubles.filter((trouble) => !trouble.includes('404')), [])
})
