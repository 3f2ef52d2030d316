import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import clinc from '../../src/policies/clinc150.json?raw'
import sms from '../../src/policies/sms_spam.json?raw'
import { edit } from '../../src/state/document.ts'
import { pack } from '../../src/state/url.ts'
import { done, launch, open, ready, settled, type Opened } from './page.ts'

let browser: Browser
let opened: Opened
let page: Page
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())
afterEach(() => done(opened))

const panel = (name: string) => page.getByRole('region', { name, exact: true })

async function openPolicy(hash: string): Promise<void> {
  opened = await open(browser, hash)
  page = opened.page
  await page.locator('.cm-content').waitFor()
  await page.locator('.coverage, .claims .broken').first().waitFor()
}

describe('studying a policy', () => {
  it('fetches the lab when the policy is looked at, and not before', async () => {
    opened = await open(browser, 'log=sms_spam')
    page = opened.page
    const fetched: string[] = []
    page.context().on('request', (request) => { if (request.url().includes('lab_bg')) fetched.push(request.url()) })
    await ready(page)
    await page.locator('.thumb[data-threshold="high"]').focus()
    await page.keyboard.press('PageDown')
    await settled(page)
    expect(fetched).toEqual([])
    await page.getByRole('button', { name: 'Policy', exact: true }).click()
    await page.locator('.diagnostic.hint').first().waitFor()
    expect(fetched).toHaveLength(1)
  })

  it('says so when the lab cannot be had, and errors are told all the same', async () => {
    opened = await open(browser, 'log=sms_spam')
    const context = await browser.newContext()
    page = await context.newPage()
    await context.route('**/lab_bg*', (route) => route.abort())
    await page.goto(`${opened.page.url().replace(/#.*/, '')}#log=sms_spam&view=policy&policy=${await pack(sms)}`)
    await page.getByText('Warnings and hints could not be looked for').waitFor()
    await page.getByRole('button', { name: 'Sign-off', exact: true }).click()
    await page.getByText('The words could not be made').waitFor()
    await page.goto(`${opened.page.url().replace(/#.*/, '')}#log=sms_spam&view=policy&policy=${await pack(edit(sms, ['matrix', 'high', 'low'], 'block'))}`)
    await page.locator('.diagnostic.error').first().waitFor()
    await context.close()
    await ready(opened.page)
  })

  it('shows warnings and hints, and explains their inputs', async () => {
    await openPolicy('log=sms_spam&view=policy')
    expect(await page.locator('.diagnostic.warning').textContent()).toContain('LOOSER_THAN_BASE')
    const hints = await page.locator('.diagnostic.hint').allTextContents()
    expect(hints.join()).toMatch(/AUTO_APPLY_AT_HIGHEST_IMPACT.*OPTIMISTIC_DEFAULT/)
    expect(await page.locator('.problems h2').textContent()).toBe('No errors and 3 remarks')
    const explain = page.locator('.problems').getByRole('button', { name: /Explain/ })
    await explain.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'What is decided, and why' })
    await dialog.locator('.steps').waitFor()
    expect(await dialog.locator('.decision').textContent()).toContain('Done by itself')
    expect(await dialog.locator('.changes').count()).toBe(1)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('explain')
  })

  it('tells what is proven, and what is broken with its input', async () => {
    await openPolicy('log=clinc150&view=policy')
    expect(await panel('Proven').locator('.holds').first().textContent()).toContain('proven: money is never moved without a person')
    expect(await panel('Proven').locator('.holds').count()).toBe(7)
    const broken = edit(clinc, ['operations', 'move_money', 'impact'], 'low')
    await done(opened)
    await openPolicy(`log=clinc150&view=policy&policy=${await pack(broken)}`)
    const claim = panel('Proven').locator('.broken')
    expect(await claim.textContent()).toContain('broken: money is never moved without a person')
    await claim.getByRole('button', { name: /Explain/ }).click()
    expect(await page.getByRole('dialog').locator('.decision').textContent()).toContain('Done by itself')
    await page.getByRole('button', { name: 'Close the explanation' }).click()
  })

  it('proposes tests, adds them, and shows one that fails', async () => {
    await openPolicy('log=sms_spam&view=policy')
    const tests = panel('Tests')
    expect(await tests.locator('.coverage div').first().textContent()).toContain('0 of 4')
    await tests.locator('summary').click()
    await tests.getByRole('button', { name: /Add a test: the model is slow/ }).click()
    await tests.getByText('1 passes').waitFor()
    await tests.getByText('1 of 2').waitFor()
    await tests.getByRole('button', { name: /Add all/ }).click()
    await tests.getByText('4 of 4').waitFor()
    expect(await tests.locator('.missing').count()).toBe(0)
    const text = edit(sms, ['tests'], [{ name: 'asks', given: { confidence: 1, operation: 'keep', signals: { out_of_scope: false } }, expect: 'block' }])
    await done(opened)
    await openPolicy(`log=sms_spam&view=policy&policy=${await pack(text)}`)
    expect(await panel('Tests').locator('.claims .broken').textContent()).toMatch(/fails: asks.*expected block, got auto_apply/)
  })

  it('shows what changed since the start, on every input and on the log', async () => {
    await openPolicy('log=sms_spam&view=policy')
    await panel('What changed').getByText('both are the same text').waitFor()
    await done(opened)
    await openPolicy('log=sms_spam&view=policy&set=confidence.high:0.7')
    const changed = panel('What changed')
    const move = changed.locator('.transition[data-transition="suggest auto_apply"]')
    await move.waitFor()
    expect(await move.textContent()).toContain('confidence from 0.7 to below 0.9')
    const row = changed.locator('.moves tbody tr').first()
    await row.waitFor()
    const cells = await row.locator('td').allTextContents()
    const [cases, right, wrong] = cells.map((cell) => Number(cell.replace(',', '')))
    expect(cases).toBe(right + wrong)
    expect(cells[3]).toMatch(/%.*–.*n=/)
    await move.getByRole('button', { name: /Explain/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.decision').first().waitFor()
    expect(await dialog.locator('h3').allTextContents()).toEqual(expect.arrayContaining(['At the start', 'Now']))
    expect((await dialog.locator('.decision').allTextContents()).map((text) => text.split('“')[0])).toEqual([expect.stringContaining('Suggested'), expect.stringContaining('Done by itself')])
    await page.keyboard.press('Escape')
    await changed.getByText('Cases that speak against it').click()
    expect(await changed.locator('.telling li').count()).toBe(3)
    await changed.locator('.telling').getByRole('button', { name: /Explain/ }).first().click()
    await dialog.locator('.decision').first().waitFor()
    expect((await dialog.locator('.decision').allTextContents()).map((text) => text.split('“')[0])).toEqual([expect.stringContaining('Suggested'), expect.stringContaining('Done by itself')])
    await page.keyboard.press('Escape')
  })

  it('compares with another policy: pasted, chosen, and from the address', async () => {
    await openPolicy('log=sms_spam&view=policy')
    const changed = panel('What changed')
    await changed.getByRole('radio', { name: 'from another policy' }).check({ force: true })
    const paste = changed.getByRole('textbox', { name: /The other policy/ })
    await paste.fill('{ "leeway": 1 }')
    await changed.getByText(/The other policy has errors/).waitFor()
    await changed.getByLabel('File of the other policy').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('[1]') })
    await changed.getByText('no policy document').waitFor()
    await changed.getByLabel('File of the other policy').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(edit(sms, ['confidence', 'high'], 0.97)) })
    await changed.locator('.transition').first().waitFor()
    await changed.locator('.moves table').waitFor()
    await page.waitForTimeout(500)
    const hash = new URL(page.url()).hash.slice(1)
    const regions = await changed.locator('.transition').allTextContents()
    await done(opened)
    await openPolicy(hash)
    await panel('What changed').locator('.transition').first().waitFor()
    expect(await panel('What changed').locator('.transition').allTextContents()).toEqual(regions)
  })

  it('takes a dropped policy for the other one, and anything else for a log', async () => {
    await openPolicy('log=sms_spam&view=policy')
    const drop = (name: string, content: string) => page.evaluate(([name, content]) => {
      const data = new DataTransfer()
      data.items.add(new File([content], name))
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    }, [name, content])
    await drop('other.json', edit(sms, ['confidence', 'high'], 0.97))
    await panel('What changed').locator('.transition').first().waitFor()
    await drop('log.csv', 'predicted,confidence,correct\na,0.5,1\nb,0.6,0\n')
    await page.getByText('What the columns').waitFor()
  })
})
