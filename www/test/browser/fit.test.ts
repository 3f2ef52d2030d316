import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { pack } from '../../src/state/url.ts'
import * as taken from './taken.ts'
import { rows } from './taken.ts'
import { casesOf, done, launch, open, ready, screenshot, settled, type Opened } from './page.ts'

let browser: Browser
let opened: Opened
let page: Page
let folder: string
beforeAll(async () => { browser = await launch(); folder = mkdtempSync(join(tmpdir(), 'leeway-fit-')) })
afterAll(async () => { await browser.close(); rmSync(folder, { recursive: true, force: true }) })
afterEach(() => done(opened))

async function openFit(hash: string): Promise<void> {
  opened = await open(browser, hash)
  page = opened.page
  await fitted()
}

const answer = () => taken.answerOf(page)

const fitted = () => taken.fitted(page)
const downloaded = (button: Locator) => taken.downloaded(folder, button)
const names = (text: string) => Object.keys(JSON.parse(text) as object)
const onTheCommandLine = async (panel = page.getByRole('region', { name: 'The promise', exact: true }), verb = 'fit') => (await taken.onTheCommandLine(folder, panel, verb)).text

async function importFile(name: string, content: string): Promise<void> {
  opened = await open(browser, 'view=fit')
  page = opened.page
  await page.getByTestId('log').selectOption('import')
  await page.getByTestId('file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  writeFileSync(join(folder, name), content)
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByText('What the app does for each label').waitFor()
  await page.getByRole('button', { name: 'Explore', exact: true }).last().click()
  await ready(page)
  await page.getByRole('button', { name: 'Fit', exact: true }).click()
  await fitted()
}

describe('the fit view', () => {
  it('fits, checks on rows that it did not see, and shows how good the confidence is', async () => {
    await openFit('log=clinc150&view=fit')
    expect(await answer().locator('.bought').textContent()).toMatch(/It buys \d+% of cases done by itself .* wrong .*n=.*; on test, which it did not see, \d+% and .* wrong .*within the promise/)
    const [row] = await answer().locator('.families tbody tr').allTextContents()
    expect(row).toMatch(/all cases.*0\.\d+ was 0\.85/)
    await page.locator('#calibration').waitFor()
    expect(await page.getByRole('img', { name: /Reliability. As the model gives it: calibration error 5.8% of 4,347 labels, more than chance/ }).locator('svg').count()).toBe(1)
    expect(await page.getByRole('img', { name: /Reliability. After isotonic regression.*within chance/ }).locator('svg').count()).toBe(1)
    expect(await page.getByRole('img', { name: /Risk over coverage/ }).locator('svg').count()).toBe(1)
    expect(await page.locator('.needed tr.now').textContent()).toBe('2.0% (asked now)149313')
    await answer().getByText('What was tested').click()
    expect(await answer().locator('.bins tbody tr.now').count()).toBe(1)
    expect(await answer().locator('.bins tbody tr').last().textContent()).toMatch(/failed$/)
  })

  it('is asked anew, and the address brings it back', async () => {
    await openFit('log=clinc150&view=fit')
    await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('5')
    await page.getByRole('combobox', { name: /Calibrate first/ }).selectOption('platt')
    await page.getByRole('combobox', { name: /Model a promise/ }).selectOption('mlp-v2')
    await page.getByRole('combobox', { name: /Checked on/ }).selectOption('nothing')
    await fitted()
    await page.waitForTimeout(500)
    const hash = new URL(page.url()).hash.slice(1)
    expect(decodeURIComponent(hash)).toContain('fit=target:0.05;calibrate:platt;verify:-')
    const text = await answer().textContent()
    expect(text).toMatch(/Calibrated by Platt scaling on 2,\d\d\d labels/)
    expect(text).not.toContain('which it did not see')
    await done(opened)
    await openFit(hash)
    expect(await answer().textContent()).toBe(text)
    expect(await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).inputValue()).toBe('5')
  })

  it('gives no answer while the promise is none, and says so at once', async () => {
    await openFit('log=clinc150&view=fit')
    const field = page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' })
    for (const typed of ['0', '250', '']) {
      await field.fill(typed)
      await page.getByRole('alert').getByText('a number above 0 and below 100').waitFor()
      expect(await page.getByRole('button', { name: 'Download it' }).count()).toBe(0)
      await field.blur()
      expect(await field.inputValue()).toBe(typed)
    }
    await field.fill('3')
    await fitted()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Download it' }).count()).toBe(1)
  })

  it('says why there is no threshold, and what it would need', async () => {
    await openFit('log=sms_spam&view=fit')
    expect(await answer().locator('tr', { hasText: 'move to spam' }).textContent()).toMatch(/no threshold: needs \d+ more labels: it has 126 of 313/)
    await page.getByText('Where no threshold holds').waitFor()
    await done(opened)
    await openFit('log=credit_default&view=fit')
    expect(await page.getByRole('alert').textContent()).toMatch(/No threshold. No labelled row becomes automatic/)
    await done(opened)
    // A policy under which nothing is promised is not offered, as the command line writes none.
    await openFit('log=clinc150_playground&view=fit&model=lr-v1')
    await answer().getByText('Nothing may be done by itself').waitFor()
    expect(await answer().getByRole('button', { name: /Use this policy|Download it/ }).count()).toBe(0)
    await done(opened)
    await openFit('log=clinc150&view=fit&model=*')
    expect(await page.getByRole('alert').textContent()).toMatch(/several models.*choose the one under “Model”/)
    await done(opened)
    await openFit('log=sms_spam&view=fit&fit=complete:no')
    expect(await page.getByRole('alert').textContent()).toMatch(/do not say where their label comes from.*tick “every row was meant to be labelled”/)
    expect(await page.getByRole('alert').textContent()).not.toContain('--labels')
    await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
    await fitted()
    expect(await answer().locator('.bought').count()).toBe(1)
  })

  it('gives the fitted policy to the page', async () => {
    await openFit('log=clinc150&view=fit&fit=calibrate:isotonic')
    const { text, name } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    expect(name).toBe('voice-assistant.fitted.json')
    expect(names(text)).toContain('calibration')
    const use = page.getByRole('button', { name: 'Use this policy' })
    await use.click()
    await page.getByText('This is the policy of the page.').waitFor()
    await fitted()
    expect(await use.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
    expect(await casesOf(page, 'Done by itself')).toBeGreaterThan(3000)
    await page.locator('.scale').getByText('calibrated').waitFor()
    await page.waitForTimeout(500)
    const hash = new URL(page.url()).hash.slice(1)
    await done(opened)
    opened = await open(browser, `${hash}&view=policy`)
    page = opened.page
    await page.getByText('This policy holds').waitFor()
  })

  it('takes each case at its own time where evidence expires', async () => {
    await openFit('log=clinc150&view=fit')
    const { text } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    const automatic = async (id: string, until: string) => {
      await done(opened)
      opened = await open(browser, `log=${id}&model=lr-v1&policy=${await pack(text.replace('"valid_until": null', `"valid_until": ${until}`))}`)
      page = opened.page
      await ready(page)
      return casesOf(page, 'Done by itself')
    }
    const all = await automatic('clinc150', 'null')
    expect(await page.getByText('The evidence of this policy expires').count()).toBe(0)
    const some = await automatic('clinc150', '4000')
    await page.getByText('each case counts at its own time').waitFor()
    expect(some).toBeGreaterThan(all / 4)
    expect(some).toBeLessThan((all * 3) / 4)
    expect(await automatic('clinc150_playground', '4000')).toBe(0)
    await page.getByText('every case counts as too late').waitFor()
  })
})

const options = () => page.getByRole('group', { name: 'What is promised of options' })

async function optionsFitted(): Promise<void> {
  await options().waitFor()
  await expect.poll(() => options().getAttribute('aria-busy'), { timeout: 30_000 }).toBe('false')
  await settled(page)
}

describe('which options to show', () => {
  it('is fitted where the log has ranked answers, or says why nothing can be promised', async () => {
    await openFit('log=clinc150&view=fit')
    expect(await page.locator('#options').count()).toBe(0)
    await done(opened)
    await openFit('log=clinc150_playground&view=fit&model=lr-v1')
    await optionsFitted()
    expect(await options().textContent()).toMatch(/no promise: not certifiable: the answer is none of the alternatives too often/)
    expect(await options().getByRole('button').count()).toBe(0)
    await page.getByRole('spinbutton', { name: 'Cases whose options hold the answer, in per cent' }).fill('30')
    await page.getByRole('combobox', { name: 'Options are chosen by' }).selectOption('aps')
    await optionsFitted()
    expect(await options().textContent()).toMatch(/up to a sum of 0\.\d+.*% \d+–\d+% n=\d+/)
    const { path, text } = await downloaded(options().getByRole('button', { name: 'Download it' }))
    rmSync(path)
    expect((JSON.parse(text) as { options: { threshold: { method: string; coverage: number } } }).options.threshold).toMatchObject({ method: 'aps', coverage: 0.3, model: 'lr-v1' })
    expect(await onTheCommandLine(page.getByRole('region', { name: 'Which options to show', exact: true }), 'fit-options')).toBe(text)
    await page.waitForTimeout(500)
    expect(decodeURIComponent(new URL(page.url()).hash)).toContain('coverage:0.3;sets:aps')
    await options().getByRole('button', { name: 'Use this policy' }).click()
    await options().getByText('This is the policy of the page.').waitFor()
    await screenshot(page, 'fit-options')
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
  })
})

describe('page and command line give the same policy, byte for byte', () => {
  it.each([['a log of the page', 'log=clinc150&view=fit'], ['calibrated', 'log=clinc150&view=fit&fit=target:0.03;calibrate:isotonic'], ['one without models, made plain', 'log=clinc150_playground&view=fit&model=my%20model&fit=target:0.1;sure:0.9;calibrate:platt']])('%s', async (_, hash) => {
    await openFit(hash)
    const { path, text } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    rmSync(path)
    expect(await onTheCommandLine()).toBe(text)
  })

  it('a person\'s own CSV, its columns named otherwise', async () => {
    await importFile('mail.csv', 'key,intent,score,is_right,locale,impact\n' + rows(3000, (i, confidence, right) => `${i},${['archive', 'reply to all'][i % 2]},${confidence},${right ? 1 : 0},${i % 2 ? 'en' : 'fr'},0.1`) + 'x,archive,high,1,en,0.1\n')
    await page.getByRole('textbox', { name: /Model/ }).fill('mail-1')
    await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
    await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('10')
    await fitted()
    await screenshot(page, 'fit-own-csv')
    expect(await answer().locator('.families tbody tr td strong').first().textContent()).toMatch(/^0\.\d/)
    const { path, text } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    rmSync(path)
    expect(await onTheCommandLine()).toBe(text)
  })

  it('the messages of the README', async () => {
    await importFile('messages.csv', readFileSync(new URL('../../../tests/cli/policies/messages.csv', import.meta.url), 'utf8'))
    await page.getByRole('textbox', { name: /Model/ }).fill('sorter-1')
    await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
    await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('1')
    await fitted()
    expect(await answer().textContent()).toMatch(/It buys 90% of cases done by itself 1,207 of 1,341.*on test, which it did not see, 89% and 0.34% wrong 0.12–0.73%.*0\.847079/)
    const { path, text } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    rmSync(path)
    expect(await onTheCommandLine()).toBe(text)
    await page.waitForTimeout(500)
    const hash = new URL(page.url()).hash.slice(1)
    const said = await answer().textContent()
    // What was said of this log is not said of the next.
    await page.getByTestId('log').selectOption('clinc150_playground')
    await page.getByText('No threshold.').waitFor()
    expect(await page.getByRole('textbox', { name: /Model/ }).inputValue()).toBe('')
    expect(await page.getByText('so this log was made').count()).toBe(1)
    await done(opened)
    opened = await open(browser, hash)
    page = opened.page
    await page.getByRole('button', { name: 'Choose the file' }).click()
    await page.getByTestId('file').setInputFiles(join(folder, 'messages.csv'))
    await fitted()
    expect(await answer().textContent()).toBe(said)
  })

  it('one that the lab cannot read as it is', async () => {
    await importFile('excel.csv', 'predicted;confidence;correct\n' + rows(2000, (_, confidence, right) => `archive;${String(confidence).replace('.', ',')};${right ? 'yes' : 'no'}`))
    await page.getByText('its cells are not separated by commas').waitFor()
    await page.getByRole('textbox', { name: /Model/ }).fill('m')
    await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
    await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('12')
    await fitted()
    const { path, text } = await downloaded(page.getByRole('button', { name: 'Download it' }))
    rmSync(path)
    expect(await onTheCommandLine()).toBe(text)
  })
})

describe('a long log', () => {
  it('is read while the page stays usable', async () => {
    const content = 'model,predicted,confidence,correct\n' + rows(400_000, (_, confidence, right) => `m,archive,${confidence},${right ? 1 : 0}`)
    await importFile('long.csv', content)
    await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
    const longest = page.evaluate(async () => {
      let last = performance.now()
      let longest = 0
      for (const end = last + 2500; last < end;) { const now = await new Promise<number>(requestAnimationFrame); longest = Math.max(longest, now - last); last = now }
      return longest
    })
    await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('9')
    console.log(`fitting 400,000 rows: the longest frame took ${(await longest).toFixed(0)} ms`)
    await fitted()
    expect(await answer().textContent()).toMatch(/of 400,000/)
  })
})
