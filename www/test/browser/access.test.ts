import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import clinc from '../../src/policies/clinc150.json?raw'
import { edit } from '../../src/state/document.ts'
import { pack } from '../../src/state/url.ts'
import { done, launch, open, ready, screenshot, settled } from './page.ts'

let browser: Browser
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`))
}

const BROKEN = edit(edit(edit(clinc, ['operations', 'move_money', 'impact'], 'low'), ['matrix', 'high', 'low'], 'auto_apply'), ['tests'], [{ name: 'never by itself', given: { confidence: 1, operation: 'move_money' }, expect: 'suggest' }])

const LOOKS = [
  ['light', 1400, 'light'], ['dark', 1400, 'dark'], ['narrow', 360, 'light'], ['narrow-dark', 360, 'dark'],
] as const

/** A fit with its pictures. */
const drawn = async (page: Page) => { await page.locator('.bought').waitFor(); await page.locator('.plotted svg').nth(2).waitFor() }

const PLACES: [string, string, (page: Page) => Promise<unknown>][] = [
  ['explore', 'log=clinc150', ready],
  ['cases', 'log=clinc150_playground&axis=stretched&faults=latency_ms:2000&cell=answer_home|||', async (page) => { await ready(page); await page.locator('.case-line').first().click(); await page.locator('.case-detail').waitFor() }],
  ['fit', 'log=sms_spam&view=fit', async (page) => { await drawn(page); for (const name of ['What was tested', 'The same on the command line', 'The numbers']) await page.getByText(name).first().click() }],
  ['fit-calibrated', 'log=clinc150&view=fit&fit=target:0.05;calibrate:isotonic', drawn],
  ['fit-none', 'log=credit_default&view=fit', async (page) => { await page.getByText('No threshold.').waitFor(); await page.locator('.plotted svg').nth(2).waitFor() }],
  ['fit-no-model', 'log=clinc150_playground&view=fit', async (page) => { await page.getByText('No threshold.').waitFor(); await page.locator('.plotted svg').nth(2).waitFor() }],
  ['fit-options', 'log=clinc150_playground&view=fit&model=lr-v1&fit=coverage:0.3;sets:aps', async (page) => { await page.getByRole('group', { name: 'What is promised of options' }).locator('td .rate').first().waitFor(); await page.locator('.plotted svg').first().waitFor() }],
  ['policy', 'log=credit_default&view=policy', async (page) => { await page.locator('.cm-content').waitFor(); await page.getByText('This policy holds').waitFor() }],
  ['policy-broken', `log=clinc150&view=policy&policy=${await pack(BROKEN)}`, async (page) => { await page.locator('.cm-content').waitFor(); await page.locator('.claims .broken .counterexample').first().waitFor() }],
  ['policy-changed', 'log=sms_spam&view=policy&set=confidence.high:0.7', async (page) => { await page.locator('.cm-content').waitFor(); await page.locator('.moves table').waitFor(); await page.locator('.coverage').waitFor(); await page.locator('.telling summary').click() }],
  ['policy-explained', 'log=sms_spam&view=policy&set=confidence.high:0.7', async (page) => { await page.locator('.transition').first().getByRole('button', { name: 'Explain' }).first().click(); await page.locator('dialog .steps').first().waitFor() }],
  ['policy-tests', 'log=sms_spam&view=policy', async (page) => { await page.locator('.coverage').waitFor(); await page.locator('.panel summary').click(); await page.getByRole('radio', { name: 'from another policy' }).check({ force: true }); await page.getByRole('textbox', { name: /The other policy/ }).fill('{}'); await page.getByText(/The other policy has errors/).waitFor() }],
  ['sign-off', 'log=sms_spam&view=sign-off&set=confidence.high:0.7', async (page) => { await page.getByRole('heading', { name: 'What changed since' }).waitFor() }],
  ['import', 'log=sms_spam', async (page) => { await ready(page); await page.getByTestId('log').selectOption('import'); await page.getByTestId('file').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('alpha,beta,gamma\na,0.4,1\nb,0.9,0\n') }); await page.getByText('What the columns').waitFor() }],
]

describe.each(LOOKS)('%s', (look, width, colorScheme) => {
  it.each(PLACES)('%s has nothing that axe finds, and nothing is wider than the screen', async (place, hash, prepare) => {
    const opened = await open(browser, hash, { viewport: { width, height: width < 500 ? 780 : 950 }, colorScheme, reducedMotion: 'reduce' })
    const { page } = opened
    await prepare(page)
    await settled(page)
    await screenshot(page, `${place}-${look}`)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await done(opened)
  })
})

describe('the page', () => {
  it('is used by keys alone: from the picker to a threshold, a cell and back', async () => {
    const opened = await open(browser, 'log=sms_spam')
    const { page } = opened
    await ready(page)
    const seen: string[] = []
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      seen.push(await page.evaluate(() => { const e = document.activeElement as HTMLElement; return e.getAttribute('aria-label') ?? e.textContent?.trim().slice(0, 40) ?? '' }))
    }
    for (const stop of ['Skip to the picture', 'Copy link', 'Threshold high, for all operations without their own', 'Threshold high of move to spam']) expect(seen).toContain(stop)
    await done(opened)
  })

  it('keeps the theme that was chosen', async () => {
    const opened = await open(browser)
    const { page } = opened
    await ready(page)
    await page.getByRole('button', { name: 'Dark colours' }).click()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await page.reload()
    await ready(page)
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await done(opened)
  })

  it('says so when WebAssembly cannot be loaded', async () => {
    const opened = await open(browser)
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route('**/*.wasm', (route) => route.abort())
    await page.goto(opened.page.url())
    await page.getByRole('heading', { name: 'The engine could not be started' }).waitFor()
    await screenshot(page, 'no-wasm', false)
    await context.close()
    await ready(opened.page)
    await done(opened)
  })

  it('runs under a strict policy for scripts and connections', async () => {
    const opened = await open(browser)
    const policy = await opened.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).toContain("connect-src 'self'")
    await ready(opened.page)
    await done(opened)
  })

  it('prints', async () => {
    const opened = await open(browser, 'log=sms_spam')
    await ready(opened.page)
    await opened.page.emulateMedia({ media: 'print' })
    await screenshot(opened.page, 'print')
    expect((await opened.page.pdf()).length).toBeGreaterThan(10_000)
    await done(opened)
  })
})
