import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './page.ts'

// What a person takes away from the Fit view, and what the command line makes of it.

export const answerOf = (page: Page): Locator => page.getByRole('group', { name: 'What the promise buys' })

/** Waits until the newest question is answered. */
export async function fitted(page: Page): Promise<void> {
  await answerOf(page).waitFor()
  await expect.poll(() => answerOf(page).getAttribute('aria-busy'), { timeout: 30_000 }).toBe('false')
  await settled(page)
}

export async function downloaded(folder: string, button: Locator): Promise<{ name: string; path: string; text: string }> {
  const [file] = await Promise.all([button.page().waitForEvent('download'), button.click()])
  const path = join(folder, file.suggestedFilename())
  await file.saveAs(path)
  return { name: file.suggestedFilename(), path, text: readFileSync(path, 'utf8') }
}

/** Saves every file of the command line that a panel shows, runs it as a person would, and gives the line and what it wrote. */
export async function onTheCommandLine(folder: string, panel: Locator, verb = 'fit'): Promise<{ line: string; text: string }> {
  await panel.getByText('The same on the command line').click()
  const files = panel.locator('.files').locator('button, a')
  for (let at = 0; at < (await files.count()); at++) await downloaded(folder, files.nth(at))
  const line = (await panel.locator('pre').textContent()) ?? ''
  expect(line).toContain(`npx leeway-policy ${verb} `)
  const program = fileURLToPath(new URL('../../node_modules/.bin/leeway-policy', import.meta.url))
  const { status, stderr } = spawnSync('sh', ['-c', line.replace(/^npx leeway-policy/, '"$0"'), program], { cwd: folder, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const output = /--output (\S+)/.exec(line)?.[1] ?? ''
  return { line, text: readFileSync(join(folder, output), 'utf8') }
}

/** Rows with a pattern: confident ones are right, doubtful ones wrong now and then. */
export const rows = (n: number, of: (i: number, confidence: number, right: boolean) => string): string =>
  Array.from({ length: n }, (_, i) => { const confidence = ((i * 37) % 1000) / 1000; return of(i, confidence, (i * 7919) % 1000 < 200 + confidence * 820) }).join('\n') + '\n'
