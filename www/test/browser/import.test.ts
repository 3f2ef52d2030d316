import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { done, launch, open, ready, screenshot, settled, type Opened } from './page.ts'

let browser: Browser
let opened: Opened
let page: Page
beforeAll(async () => { browser = await launch() })
afterAll(() => browser.close())
beforeEach(async () => { opened = await open(browser); page = opened.page; await ready(page); await page.getByTestId('log').selectOption('import') })
afterEach(() => done(opened))

const choose = (name: string, content: string | Uint8Array) => page.getByTestId('file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
const part = (name: string) => page.locator(`[data-part="${name}"]`)

/** Rows with a pattern: confident ones are right, doubtful ones wrong now and then. */
function rows(n: number, of: (i: number, confidence: number, right: boolean) => string): string {
  return Array.from({ length: n }, (_, i) => { const confidence = ((i * 37) % 1000) / 1000; return of(i, confidence, (i * 7919) % 1000 < confidence * 1000) }).join('\n') + '\n'
}

const csv = 'id,predicted,confidence,correct,locale\n' + rows(900, (i, confidence, right) => `${i},${['archive', 'reply to all', 'delete'][i % 3]},${confidence},${right ? 1 : 0},${i % 2 ? 'en' : 'fr'}`)

describe('a good file', () => {
  it('goes from columns to operations to the picture, nothing lost', async () => {
    await choose('mail.csv', csv + '901,archive,1.5,1,en\n902,archive,0.5\n')
    await page.getByText('All columns were recognised').waitFor()
    await screenshot(page, 'import-columns')
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('What the app does for each label').waitFor()
    expect(await page.locator('.operations tbody tr').count()).toBe(3)
    expect(await page.getByRole('textbox', { name: 'Operation for reply to all' }).inputValue()).toBe('reply_to_all')
    expect(await page.getByRole('spinbutton', { name: 'Impact of delete' }).inputValue()).toBe('0.7')
    await page.locator('.bad-rows summary').click()
    expect(await page.locator('.bad-rows').textContent()).toContain('confidence is outside 0 to 1')
    await screenshot(page, 'import-operations')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download all of them' }).click()])
    expect(readFileSync(await file.path(), 'utf8')).toBe('line\treason\ttext\n902\tconfidence is outside 0 to 1\t901,archive,1.5,1,en\n903\t3 fields where the header has 5\t902,archive,0.5\n')
    await page.getByRole('textbox', { name: 'Operation for reply to all' }).fill('reply')
    await page.getByRole('button', { name: 'Explore', exact: true }).last().click()
    await ready(page)
    expect(await page.locator('.row').evaluateAll((list) => list.map((row) => (row as HTMLElement).dataset.operation).sort())).toEqual(['archive', 'delete', 'reply'])
    expect(await page.locator('.figures').textContent()).toContain('of 900 cases')
    await page.getByText('2 rows of 902 could not be read').waitFor()
  })

  it('may be NDJSON with its impact in every row: density is shown', async () => {
    await choose('calls.ndjson', rows(2000, (i, confidence, right) => JSON.stringify({ id: `c${i}`, score: confidence, impact: ((i * 13) % 97) / 97, outcome: right ? 'accepted' : 'rejected' })))
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('2,000 rows', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Explore', exact: true }).last().click()
    await ready(page)
    await page.locator('.plane canvas').waitFor()
    const line = page.getByRole('slider', { name: 'Impact band high starts' })
    await line.focus()
    await page.keyboard.press('ArrowUp')
    await settled(page)
    expect(await line.getAttribute('aria-valuenow')).toBe('0.51')
    await screenshot(page, 'density')
  })

  it('may have semicolons, decimal commas, a mark, Windows line ends and quotes', async () => {
    await choose('excel.csv', '\ufeffpredicted;confidence;correct\r\n' + rows(60, (i, confidence, right) => `"a;b ""${i % 2}""";${String(confidence).replace('.', ',')};${right ? 'ja' : '0'}`).replaceAll('ja', 'yes').replaceAll('\n', '\r\n'))
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('60 rows', { exact: true }).waitFor()
    expect(await page.locator('.bad-rows').count()).toBe(0)
    expect(await page.locator('.operations tbody th').first().textContent()).toBe('a;b "0"')
  })

  it('is asked about where its names say nothing', async () => {
    await choose('odd.csv', 'alpha,beta,gamma\n' + rows(50, (i, confidence, right) => `x${i % 2},${(confidence * 100).toFixed(1)},${right ? 1 : 0}`))
    await page.getByText('which column is the confidence').waitFor()
    expect(await part('confidence').inputValue()).toBe('beta')
    expect(await part('scale').inputValue()).toBe('100')
    expect(await page.getByTestId('log').locator('option:checked').textContent()).toBe('odd.csv')
    expect(await page.locator('.questions li').count()).toBe(4)
    await part('label').selectOption('alpha')
    await part('correct').selectOption('gamma')
    expect(await page.locator('.questions li').allTextContents()).toEqual(['which column is the confidence of the prediction?', 'confidence goes above 1: is it in per cent?'])
    await part('confidence').selectOption('')
    await page.getByText('Choose the column of Confidence first.').waitFor()
    expect(await page.getByRole('button', { name: 'Read the file' }).isDisabled()).toBe(true)
    await part('confidence').selectOption('beta')
    await part('scale').selectOption('1')
    await part('scale').selectOption('100')
    await page.getByText('Every question is answered.').waitFor()
    expect(await page.getByText('please check').count()).toBe(0)
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('50 rows', { exact: true }).waitFor()
  })

  it('can be dropped anywhere', async () => {
    await page.getByRole('button', { name: 'Back without it' }).click()
    await page.evaluate((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'dropped.csv'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }, csv)
    await page.getByText('What the columns of dropped.csv are').waitFor()
  })
})

describe('a bad file', () => {
  it.each([
    ['empty.csv', '', 'this file is empty'],
    ['blank.csv', '\n\n', 'this file holds only blank lines'],
    ['header.csv', 'id,confidence,correct\n', 'this file has a header and no rows'],
    ['list.json', '[{"confidence": 0.5}]', 'this is one JSON list, not NDJSON'],
    ['sheet.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0), 'this is not a text file'],
  ])('%s is answered plainly', async (name, content, problem) => {
    await choose(name, content)
    await page.getByRole('alert').getByText(problem).waitFor()
  })

  it('none of whose rows can be read says why', async () => {
    await choose('wrong.csv', 'predicted,confidence,correct\na,0.5,1\n'.replace('0.5', 'high') + 'b,low,0\n')
    await part('confidence').selectOption('confidence')
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByRole('alert').getByText('none of the 2 rows could be read').waitFor()
  })

  it('leaves the log that was open as it was', async () => {
    await choose('mail.csv', csv)
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('What the app does for each label').waitFor()
    await page.getByRole('button', { name: 'Back without it' }).click()
    await ready(page)
    expect(await page.locator('.row').count()).toBe(19)
  })
})

describe('a long file', () => {
  it('can be stopped', async () => {
    await choose('long.csv', 'predicted,confidence,correct,note\n' + `a,0.5,1,${'x'.repeat(80)}\n`.repeat(500_000))
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('alert').getByText('stopped').waitFor()
  })
})
