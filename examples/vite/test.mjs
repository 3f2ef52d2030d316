import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createServer, preview } from 'vite'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const root = fileURLToPath(new URL('.', import.meta.url))
const local = { host: '127.0.0.1', port: 0 }

async function development() {
  const server = await createServer({ root, server: { ...local, watch: null }, logLevel: 'warn' })
  return server.listen()
}

const SERVERS = { 'while developing': development, built: () => preview({ root, preview: local, logLevel: 'warn' }) }

for (const [when, start] of Object.entries(SERVERS)) {
  test(`the page shows what the policy decides, ${when}`, async () => {
    const server = await start()
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
    try {
      const page = await browser.newPage()
      const troubles = []
      page.on('pageerror', (error) => troubles.push(String(error)))
      await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`)
      await page.waitForSelector('li:nth-child(4)').catch(() => assert.fail(troubles.join('\n') || 'there is no list'))
      assert.deepEqual(await page.locator('li').allTextContents(), [
        'Newsletter: archive: done',
        'Contract: delete?',
        'Invoice: which? archive or keep or none of these',
        'Garbled: sent to a colleague (`confidence` is NaN)',
      ])
      assert.deepEqual(troubles, [])
    } finally {
      await browser.close()
      await server.close()
    }
  })
}
