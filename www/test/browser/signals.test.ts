import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Log, fitThreshold, init } from 'leeway-policy/lab'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { done, launch, open, ready, screenshot, settled, threshold, type Opened } from './page.ts'
import { answerOf, downloaded, fitted, onTheCommandLine, rows } from './taken.ts'

// The signals of a person's own policy in the columns of their own log: read where they stand, and nowhere made up.

let browser: Browser
let opened: Opened
let page: Page
let folder: string
beforeAll(async () => { browser = await launch(); folder = mkdtempSync(join(tmpdir(), 'leeway-signals-')); await init() })
afterAll(async () => { await browser.close(); rmSync(folder, { recursive: true, force: true }) })
beforeEach(async () => { opened = await open(browser); page = opened.page; await ready(page) })
afterEach(() => done(opened))

const POLICY = `${JSON.stringify({
  leeway: 1, name: 'tickets', confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 },
  signals: { tier: { type: 'string', values: ['basic', 'gold'] } },
  operations: { archive: { impact: 0.1 }, reply: { impact: 0.2 } },
  degrade: [{ id: 'gold', when: { all: [{ signal: 'tier', is: 'gold' }, { operation: 'reply' }] }, at_most: 'suggest', because: 'gold customers are answered by people' }],
}, null, 2)}\n`

// Answers to gold customers are never right below 0.97: a fit over both kinds is another one.
const CSV = 'key,intent,score,is_right,customer_tier\n' + rows(4000, (i, confidence, right) => {
  const gold = i % 3 === 0
  return `${i},${i % 2 ? 'reply' : 'archive'},${confidence},${right && (i % 2 === 0 || !gold || confidence > 0.97) ? 1 : 0},${gold ? 'gold' : 'basic'}`
})

const signalPart = () => page.locator('[data-part="signals.tier"]')

/** Chooses a file as a person would, where a log is asked for. */
async function choose(name: string, mimeType: string, text: string): Promise<void> {
  await page.getByTestId('log').selectOption('import')
  await page.getByTestId('file').setInputFiles({ name, mimeType, buffer: Buffer.from(text) })
}

async function openPolicy(): Promise<void> {
  await choose('tickets.json', 'application/json', POLICY)
  await page.getByText('is the policy of the page now').waitFor()
}

/** A log for a first policy, or for the one that the page has. */
async function chooseLogOfAny(): Promise<void> {
  await choose('tickets.csv', 'text/csv', CSV)
  await page.locator('[data-part="signals.out_of_scope"]').waitFor()
}

const dropPolicy = (): Promise<void> => page.evaluate((text) => {
  const transfer = new DataTransfer()
  transfer.items.add(new File([text], 'tickets.json'))
  window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
}, POLICY)

/** Where the command line finds it, too. */
async function chooseLog(): Promise<void> {
  writeFileSync(join(folder, 'tickets.csv'), CSV)
  await choose('tickets.csv', 'text/csv', CSV)
  await signalPart().waitFor()
}

async function readIt(): Promise<void> {
  await page.getByRole('button', { name: 'Read the file' }).click()
  await page.getByText('What the app does for each label').waitFor()
  await page.getByRole('button', { name: 'Explore', exact: true }).last().click()
}

async function openFit(): Promise<void> {
  await ready(page)
  await page.getByRole('button', { name: 'Fit', exact: true }).click()
  await page.getByRole('textbox', { name: /Model/ }).fill('m-1')
  await page.getByRole('checkbox', { name: /every row was meant to be labelled/ }).check()
  await page.getByRole('spinbutton', { name: 'Errors allowed, in per cent' }).fill('15')
  await fitted(page)
}

async function openFitWithoutTheSignal(): Promise<void> {
  await openPolicy()
  await chooseLog()
  await signalPart().selectOption('')
  await readIt()
  await openFit()
}

/** The lab's own fit of the same bytes. */
async function byTheLab(columns: Record<string, string>, health: { signals: Record<string, string> } | null = null): Promise<string> {
  const log = await Log.read(CSV, { columns: { id: 'key', predicted: 'intent', confidence: 'score', correct: 'is_right', ...columns }, operations: { archive: 'archive', reply: 'reply' }, health })
  try { return fitThreshold(log, POLICY, { targetLevel: 0.15, model: 'm-1', labels: 'complete' }).text } finally { log.free() }
}

const promise = (): Locator => page.getByRole('region', { name: 'The promise', exact: true })

async function taken(): Promise<string> {
  const { path, text } = await downloaded(folder, page.getByRole('button', { name: 'Download it' }))
  rmSync(path)
  return text
}

describe('a signal of the policy', () => {
  it('is read from the column that holds it, and gives the policy of the lab and of the command line', async () => {
    await openPolicy()
    await chooseLog()
    expect(await page.getByTestId('log').locator('option:checked').textContent()).toBe('tickets.csv')
    expect(await page.locator('[data-part="policy"]').inputValue()).toBe('page')
    expect(await signalPart().inputValue()).toBe('customer_tier')
    await screenshot(page, 'import-signals')
    await readIt()
    await openFit()
    expect(await page.getByText('is not in the log').count()).toBe(0)
    const text = await taken()
    expect(text).toBe(await byTheLab({ 'signals.tier': 'customer_tier' }))
    expect(text).not.toBe(await byTheLab({}, { signals: { tier: 'basic' } }))
    const command = await onTheCommandLine(folder, promise())
    expect(command.line).toContain('--column signals.tier=customer_tier')
    expect(command.line).not.toContain('--health')
    expect(command.text).toBe(text)
  })

  it('that the log does not hold is missing, until it is set where that can be seen', async () => {
    await openFitWithoutTheSignal()
    await promise().getByText('is not in the log: it counts as missing').waitFor()
    await screenshot(page, 'fit-signal-missing')
    const text = await taken()
    expect(text).toBe(await byTheLab({}))
    expect(text).not.toBe(await byTheLab({ 'signals.tier': 'customer_tier' }))
    const command = await onTheCommandLine(folder, promise())
    expect(command.line).not.toMatch(/signals\.|--health/)
    expect(command.text).toBe(text)

    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
    expect(await page.locator('.fault .on').textContent()).toBe('not known')
    await page.locator('.fault').getByText('basic').click()
    await page.getByRole('button', { name: 'Fit', exact: true }).click()
    await promise().getByText('it counts as basic, as set under What if').waitFor()
    await fitted(page)
    const set = await taken()
    expect(set).toBe(await byTheLab({}, { signals: { tier: 'basic' } }))
    expect(set).not.toBe(text)
    expect((await onTheCommandLine(folder, promise())).text).toBe(set)
  })

  it('can be given its column afterwards', async () => {
    await openFitWithoutTheSignal()
    await page.getByRole('button', { name: 'Which column is it?' }).click()
    await signalPart().waitFor()
    expect(await signalPart().inputValue()).toBe('')
    expect(await page.locator('[data-part="label"]').inputValue()).toBe('intent')
    await signalPart().selectOption('customer_tier')
    await readIt()
    await fitted(page)
    expect(await page.getByText('is not in the log').count()).toBe(0)
    expect(await page.getByRole('textbox', { name: /Model/ }).inputValue()).toBe('m-1')
    expect(await taken()).toBe(await byTheLab({ 'signals.tier': 'customer_tier' }))
  })

  it('that a first policy would ask for is left out of it where the log has none', async () => {
    await chooseLogOfAny()
    await readIt()
    await ready(page)
    expect(await page.locator('.fault').count()).toBe(1)
    expect(await page.locator('.fault').textContent()).toContain('The model is slow')
    expect(await page.locator('.action-list button', { hasText: 'Done by itself' }).locator('.n').textContent()).not.toBe('0')
    await page.getByRole('button', { name: 'Fit', exact: true }).click()
    await fitted(page)
    expect(await promise().textContent()).toContain('latency_ms is not in the log: it counts as 0, its default')
  })
})

describe('a policy in place of a log', () => {
  it('is opened, and can be undone or only compared with', async () => {
    await openPolicy()
    await page.getByTestId('editor').getByText('gold customers').waitFor()
    await screenshot(page, 'policy-opened')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('is the policy of the page now').waitFor({ state: 'detached' })
    await page.getByTestId('editor').getByText('voice-assistant').waitFor()
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
    await dropPolicy()
    await page.getByRole('button', { name: 'Only compare with it' }).click()
    expect(await page.getByRole('textbox', { name: /The other policy/ }).inputValue()).toBe(POLICY)
    expect(await answerOf(page).count()).toBe(0)
  })

  it('is what the page starts with: what changed, Start again and the address are about it', async () => {
    await openPolicy()
    const changed = (of: Page) => of.getByRole('region', { name: 'What changed' })
    await changed(page).getByText('Nothing: both are the same text').waitFor()
    await page.waitForFunction(() => location.hash.includes('view=policy'))
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await ready(page)
    await page.waitForFunction(() => !location.hash.includes('view=policy'))
    const before = page.url()
    await page.locator('[data-threshold="high"]').first().press('PageUp')
    await page.waitForURL((url) => url.href !== before)
    expect(await threshold(page, 'high')).toBeGreaterThan(0.85)
    const again = await open(browser, new URL(page.url()).hash.slice(1))
    await ready(again.page)
    expect(await threshold(again.page, 'high')).toBe(await threshold(page, 'high'))
    await again.page.getByRole('button', { name: 'Policy', exact: true }).click()
    await changed(again.page).locator('[data-transition^="auto_apply"]').first().waitFor()
    await again.page.getByRole('button', { name: 'Start again' }).first().click()
    await changed(again.page).getByText('Nothing: both are the same text').waitFor()
    await again.page.getByTestId('editor').getByText('gold customers').waitFor()
    await done(again)
    await page.goBack()
    await settled(page)
    expect(await threshold(page, 'high')).toBe(0.85)
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0)
    await page.goBack()
    await page.getByTestId('editor').getByText('gold customers').waitFor()
    await page.goBack()
    await ready(page)
    expect(await page.getByRole('button', { name: 'Start again' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Policy', exact: true }).click()
    await page.getByTestId('editor').getByText('voice-assistant').waitFor()
  })

  it('with other bands shows no counts of the policy before, and breaks nothing, until the log is decided by it', async () => {
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype
      Worker.prototype.postMessage = function (this: Worker, message: { kind: string }) { setTimeout(() => postMessage.call(this, message), message.kind === 'decide' ? 1500 : 0) } as typeof postMessage
    })
    await openPolicy()
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await page.locator('.totals[aria-busy]').waitFor()
    await ready(page)
    expect(await page.locator('.cell').count()).toBe(4)
  })

  it.each(['columns', 'labels'])('that comes while the %s of a log are asked about is taken for that log', async (asked) => {
    await chooseLogOfAny()
    if (asked === 'labels') {
      await page.getByRole('button', { name: 'Read the file' }).click()
      await page.getByText('What the app does for each label').waitFor()
    }
    await dropPolicy()
    await signalPart().waitFor()
    await readIt()
    await openFit()
    expect(await taken()).toBe(await byTheLab({ 'signals.tier': 'customer_tier' }))
  })

  it('that comes where a read log was given up stays the policy of the page', async () => {
    await chooseLogOfAny()
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('What the app does for each label').waitFor()
    await page.getByRole('button', { name: 'Columns again' }).click()
    await page.getByRole('button', { name: 'Another file' }).click()
    await page.getByTestId('file').setInputFiles({ name: 'tickets.json', mimeType: 'application/json', buffer: Buffer.from(POLICY) })
    await page.getByText('is the policy of the page now').waitFor()
    await page.getByRole('button', { name: 'Explore', exact: true }).click()
    await page.locator('.totals .action-list').waitFor()
    await page.getByRole('button', { name: 'Policy', exact: true }).click()
    await page.getByTestId('editor').getByText('gold customers').waitFor()
  })
})
