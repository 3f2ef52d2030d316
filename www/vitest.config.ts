import { defineConfig } from 'vitest/config'
import type { Reporter, TestModule } from 'vitest/node'

/** Ends with the line that scripts read: how many passed and failed, over both kinds of tests. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length
    const of = (state: string) => tests.filter((test) => test.result().state === state).length
    console.log(`\nwww: ${of('passed')} passed, ${of('failed') + broken} failed`)
  },
}

export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node' } },
      // The built page in a real browser: one file after another, the machine has few cores.
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], environment: 'node', globalSetup: ['test/browser/serve.ts'], fileParallelism: false, testTimeout: 90_000, hookTimeout: 90_000, sequence: { groupOrder: 1 } } },
    ],
  },
})
