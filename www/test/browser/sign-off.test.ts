import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import sms from '../../src/policies/sms_spam.json?raw'
import { edit } from '../../src/state/document.ts'
import { pack } from '../../src/state/url.ts'
import { casesOf, done, launch, open, ready, screenshot, settled, type Opened } from './page.ts'

let browser: Browser
let opened: Opened
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())
afterEach(() => done(opened))

describe('the sign-off view', () => {
  it('puts the policy into words, with what changed since the start', async () => {
    opened = await open(browser, 'log=sms_spam')
    const { page } = opened
    await ready(page)
    await page.getByRole('button', { name: 'Sign-off', exact: true }).click()
    await page.getByRole('heading', { name: 'Sign-off: message-filter', level: 1 }).waitFor()
    expect(await page.getByRole('heading', { name: 'What changed since' }).count()).toBe(0)
    await page.waitForTimeout(500)
    expect(new URL(page.url()).hash).toContain('view=sign-off')
    await done(opened)
    opened = await open(browser, 'log=sms_spam&view=sign-off&set=confidence.high:0.7')
    await opened.page.getByRole('heading', { name: 'What changed since' }).waitFor()
    expect(await opened.page.locator('.paper').textContent()).toContain('0.9 before, now 0.7')
    await done(opened)
    opened = await open(browser, `log=sms_spam&view=sign-off&set=confidence.high:0.7&against=${await pack(edit(sms, ['confidence', 'high'], 0.97))}`)
    await opened.page.getByText('0.97 before, now 0.7').waitFor()
  })

  it('tells what the policy made of the log, of the model that is looked at', async () => {
    opened = await open(browser, 'log=sms_spam')
    const { page } = opened
    await ready(page)
    const acted = await casesOf(page, 'Done by itself')
    await page.getByRole('button', { name: 'Sign-off', exact: true }).click()
    await page.getByRole('heading', { name: 'What it made of known cases' }).waitFor()
    const rows = await page.locator('.paper table', { hasText: 'Of these wrong' }).locator('tbody tr').allTextContents()
    expect(rows.at(-1)).toMatch(new RegExp(`^all3354 \\(100%\\)${acted} \\(.*%, .*% to .*% \\(\\d+ of ${acted}\\)`))
    expect(rows.length).toBeGreaterThan(2)
    expect(await page.locator('.sign-off').getAttribute('aria-busy')).toBe('false')
  })

  it('hands out Markdown and HTML, and prints', async () => {
    opened = await open(browser, 'log=sms_spam&view=sign-off')
    const { page } = opened
    await page.getByRole('heading', { name: 'What it made of known cases' }).waitFor()
    const take = async (name: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()])
      return [file.suggestedFilename(), await readFile(await file.path(), 'utf8')]
    }
    const [markdown, words] = await take('Markdown')
    expect([markdown, words.split(':')[0]]).toEqual([expect.stringMatching(/\.sign-off\.md$/), '# Sign-off'])
    const [html, whole] = await take('HTML')
    expect([html, whole.slice(0, 15)]).toEqual([expect.stringMatching(/\.sign-off\.html$/), '<!doctype html>'])
    await page.evaluate(() => { (window as { printed?: number }).printed = 0; window.print = () => { (window as { printed?: number }).printed = 1 } })
    await page.getByRole('button', { name: 'Print' }).click()
    expect(await page.evaluate(() => (window as { printed?: number }).printed)).toBe(1)
    await page.emulateMedia({ media: 'print' })
    await screenshot(page, 'sign-off-print')
    expect(await page.locator('.top').isVisible()).toBe(false)
    expect((await page.pdf()).length).toBeGreaterThan(10_000)
  })

  it('shows what a document says as words, whatever it looks like', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script><h1>Signed</h1>'
    const text = edit(edit(sms, ['degrade', 0, 'because'], hostile), ['require'], [{ name: hostile, when: { operation: 'keep' }, at_most: 'auto_apply' }])
    opened = await open(browser, `log=sms_spam&view=sign-off&policy=${await pack(text)}`)
    const { page } = opened
    await page.locator('.paper h1').waitFor()
    await settled(page)
    expect(await page.locator('.paper').textContent()).toContain('<h1>Signed</h1>')
    expect(await page.locator('.paper img, .paper script').count()).toBe(0)
    expect(await page.locator('.paper h1').count()).toBe(1)
    expect(await page.title()).toContain('Leeway playground')
  })

  it('keeps to the last version without errors', async () => {
    opened = await open(browser, `log=sms_spam&view=sign-off&policy=${await pack(edit(sms, ['matrix', 'high', 'low'], 'block'))}`)
    await opened.page.getByText('The policy in the editor has errors').waitFor()
    await opened.page.locator('.paper h1').waitFor()
  })
})
