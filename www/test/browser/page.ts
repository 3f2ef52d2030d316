import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

// What every browser test needs: a page that has opened, and the certainty that it asked nobody else for anything.

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })

export interface Opened { page: Page; problems: string[]; foreign: string[] }

export async function open(browser: Browser, hash = '', options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 950 }, ...options })
  const page = await context.newPage()
  const problems: string[] = []
  const foreign: string[] = []
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text()) })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('request', (request) => { if (!request.url().startsWith(inject('url')) && !/^(blob|data):/.test(request.url())) foreign.push(request.url()) })
  await page.goto(inject('url') + (hash && `#${hash}`))
  return { page, problems, foreign }
}

/** Waits until a log is on the screen and counted. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.row').first().waitFor()
  await page.locator('.totals .action-list').waitFor()
  await settled(page)
}

/** Waits until the numbers have not changed for a moment. */
export async function settled(page: Page): Promise<void> {
  let last = ''
  for (let quiet = 0; quiet < 3;) {
    await page.waitForTimeout(90)
    const now = (await page.locator('main').textContent()) ?? ''
    quiet = now === last ? quiet + 1 : 0
    last = now
  }
}

export async function done({ page, problems, foreign }: Opened): Promise<void> {
  await page.context().close()
  expect(problems, 'console errors').toEqual([])
  expect(foreign, 'requests to elsewhere').toEqual([])
}

/** How many cases end in an action, as the totals say. */
export async function casesOf(page: Page, action: string): Promise<number> {
  const text = await page.locator('.action-list button', { hasText: action }).locator('.n').textContent()
  return Number((text ?? '').replaceAll(',', ''))
}

export const threshold = async (page: Page, name: string): Promise<number> => Number(await page.locator(`[data-threshold="${name}"]`).getAttribute('aria-valuenow'))

const SHOTS = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url))

export async function screenshot(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage, animations: 'disabled' })
}
