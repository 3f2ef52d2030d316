import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { casesOf, done, launch, open, ready, settled, threshold } from './page.ts'

let browser: Browser
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())

const hashOf = (url: string) => new URL(url).hash.slice(1)

describe('the address', () => {
  it('brings back log, model, axis, thresholds, faults, ceiling, costs and the open case', async () => {
    const first = await open(browser)
    const { page } = first
    await ready(page)
    await page.getByTestId('log').selectOption('sms_spam')
    await ready(page)
    await page.getByTestId('model').selectOption('nb-v2')
    await page.getByRole('radio', { name: 'near 1' }).check({ force: true })
    await page.locator('.thumb[data-threshold="high"]').focus()
    await page.keyboard.press('PageDown')
    await page.getByRole('combobox', { name: /At most/ }).selectOption('suggest')
    await page.getByRole('radio', { name: 'out of scope' }).check({ force: true })
    await page.getByRole('spinbutton', { name: 'Cost of asking, high impact' }).fill('2')
    await page.getByRole('combobox', { name: 'Impact of keep' }).selectOption('high')
    await page.getByRole('button', { name: 'move to spam' }).first().click()
    await page.locator('.case-line').nth(2).click()
    await settled(page)
    await page.waitForTimeout(500)
    const hash = hashOf(page.url())
    expect(hash).toContain('set=')
    const text = await page.locator('main').textContent()
    await done(first)

    const second = await open(browser, hash)
    await ready(second.page)
    await second.page.locator('.case-detail').waitFor()
    await settled(second.page)
    expect(await second.page.locator('main').textContent()).toBe(text)
    expect(hashOf(second.page.url())).toBe(hash)
    await done(second)
  })

  it('goes back and forward', async () => {
    const opened = await open(browser, 'log=clinc150')
    const { page } = opened
    await ready(page)
    await page.waitForTimeout(500)
    await page.locator('.thumb[data-threshold="high"]').focus()
    await page.keyboard.press('PageDown')
    await settled(page)
    await page.waitForTimeout(500)
    await page.getByRole('radio', { name: '2,000 ms' }).check({ force: true })
    await settled(page)
    await page.waitForTimeout(500)
    expect(await casesOf(page, 'Done by itself')).toBe(0)
    await page.goBack()
    await settled(page)
    expect([await threshold(page, 'high'), (await casesOf(page, 'Done by itself')) > 0]).toEqual([0.75, true])
    await page.goBack()
    await settled(page)
    expect(await threshold(page, 'high')).toBe(0.85)
    await page.goForward()
    await settled(page)
    expect(await threshold(page, 'high')).toBe(0.75)
    await done(opened)
  })

  it('asks for the file of a link made with one\'s own', async () => {
    const content = 'predicted,confidence,correct\n' + Array.from({ length: 80 }, (_, i) => `${i % 2 ? 'pay' : 'ask'},${(i % 10) / 10},${i % 3 ? 1 : 0}`).join('\n')
    const choose = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }
    const first = await open(browser)
    await ready(first.page)
    await first.page.getByTestId('log').selectOption('import')
    await first.page.getByTestId('file').setInputFiles(choose)
    await first.page.getByRole('button', { name: 'Read the file' }).click()
    await first.page.getByText('What the app does for each label').waitFor()
    await first.page.getByRole('button', { name: 'Explore', exact: true }).last().click()
    await ready(first.page)
    await first.page.locator('.thumb[data-threshold="high"]').focus()
    await first.page.keyboard.press('PageDown')
    await settled(first.page)
    await first.page.waitForTimeout(500)
    const hash = hashOf(first.page.url())
    await done(first)

    const second = await open(browser, hash)
    await second.page.getByText('This link needs your file').waitFor()
    expect(await second.page.locator('.note').textContent()).toContain('mine.csv')
    await second.page.getByRole('button', { name: 'Choose the file' }).click()
    await second.page.getByTestId('file').setInputFiles(choose)
    await ready(second.page)
    expect(await threshold(second.page, 'high')).toBe(0.75)
    await done(second)
  })

  it.each(['log=nothing', 'log=clinc150&set=confidence.high:7', 'policy=abc', 'file=abc', 'cell=no|no|no|no&case=99999999', 'model=none&faults=x:y'])('%s still opens the page', async (hash) => {
    const opened = await open(browser, hash)
    await ready(opened.page)
    expect(await casesOf(opened.page, 'Done by itself')).toBeGreaterThan(0)
    await done(opened)
  })
})
