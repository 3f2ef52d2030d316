import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { casesOf, done, launch, open, ready, screenshot, settled, type Opened } from './page.ts'

let browser: Browser
let opened: Opened
let page: Page
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())
afterEach(() => done(opened))

async function openPolicy(hash = 'log=sms_spam&view=policy'): Promise<void> {
  opened = await open(browser, hash)
  page = opened.page
  await page.locator('.cm-content').waitFor()
}

/** Replaces a piece of the document by typing. */
async function type(find: string, text: string): Promise<void> {
  await page.evaluate((needle) => {
    const walker = document.createTreeWalker(document.querySelector('.cm-content') as Node, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(needle) ?? -1
      if (at < 0) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + needle.length)
      return
    }
    throw new Error(`\`${needle}\` is not in the editor`)
  }, find)
  await page.locator('.cm-content').focus()
  await page.keyboard.insertText(text)
}

describe('the policy view', () => {
  it('loads the editor only when it is opened', async () => {
    opened = await open(browser)
    page = opened.page
    const scripts: string[] = []
    page.on('request', (request) => { if (/\.js$/.test(request.url())) scripts.push(request.url()) })
    await ready(page)
    expect(scripts.some((url) => url.includes('editor'))).toBe(false)
    await page.getByRole('button', { name: 'Policy', exact: true }).click()
    await page.locator('.cm-content').waitFor()
    expect(scripts.some((url) => url.includes('editor'))).toBe(true)
    await screenshot(page, 'policy')
  })

  it('changes Explore as it is typed', async () => {
    await openPolicy()
    await type('0.9', '0.6')
    await page.getByText('This policy holds').waitFor()
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
    expect(await page.locator('[data-threshold="high"]').getAttribute('aria-valuenow')).toBe('0.6')
  })

  it('shows mistakes at their place with help, and Explore keeps the last good policy', async () => {
    await openPolicy()
    await page.getByText('This policy holds').waitFor()
    await settled(page)
    await type('"suggest"', '"sugest"')
    const error = page.locator('.diagnostic.error')
    await error.waitFor()
    expect(await error.textContent()).toMatch(/line \d+.*sugest/)
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('"sugest"')
    await screenshot(page, 'policy-error')
    await error.click()
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('"sugest"')
    await page.getByRole('button', { name: /Explore/ }).click()
    await ready(page)
    expect(await casesOf(page, 'Done by itself')).toBeGreaterThan(2000)
  })

  it('completes names of the document and words of the format', async () => {
    await openPolicy()
    await type('"suggest"', '""')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Control+Space')
    const list = page.locator('.cm-tooltip-autocomplete')
    await list.waitFor()
    expect(await list.textContent()).toContain('show_options')
    await screenshot(page, 'policy-completion', false)
    await page.keyboard.press('Escape')
  })

  it('starts again', async () => {
    await openPolicy('log=sms_spam&view=policy&set=confidence.high:0.7')
    await page.locator('.editor-tools').getByRole('button', { name: 'Start again' }).click()
    await page.getByText('This policy holds').waitFor()
    expect(await page.locator('.cm-content').textContent()).toContain('"high": 0.9')
  })
})
