// Who takes part. The first is what the others are compared with.
import { readFileSync } from 'node:fs'

/**
 * `uses`: the package. `decisions`: how many a turn takes, where all would take too long. `later`: it answers with a
 * promise. `wasm`: files below node_modules that a page loads beside the script. `addon`: a native one, which no page can
 * load.
 */
export const contenders = [
  { file: 'hand', name: 'hand-written JS, { action, rule }' },
  { file: 'whole', name: 'hand-written JS, the whole decision' },
  { file: 'leeway', name: 'leeway, the whole decision', uses: 'leeway-policy', wasm: ['leeway-policy/dist/engine_bg.wasm'] },
  { file: 'data-driven', name: 'data-driven JS, about 20 lines' },
  { file: 'json-logic', name: 'json-logic-engine, compiled', uses: 'json-logic-engine' },
  { file: 'json-rules', name: 'json-rules-engine', uses: 'json-rules-engine', decisions: 1200, later: true },
  { file: 'zen-expression', name: 'zen-engine, native, expression', uses: '@gorules/zen-engine', decisions: 3600, addon: true },
  { file: 'zen-table', name: 'zen-engine, native, table', uses: '@gorules/zen-engine', decisions: 1200, later: true, addon: true },
  {
    file: 'zen-wasm', name: 'zen-engine-wasm, expression', uses: '@gorules/zen-engine-wasm', decisions: 1800,
    wasm: ['@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm'],
  },
  {
    file: 'cedar', name: 'cedar-wasm', uses: '@cedar-policy/cedar-wasm', decisions: 96,
    wasm: ['@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm'],
  },
]

/** What a contender is called in a table, with the version of its package. */
export function titleOf(contender) {
  const version = versionOf(contender)
  return version === null || contender.file === 'leeway' ? contender.name : `${contender.name} (${version})`
}

/** The version of the package, null where there is none. */
export function versionOf({ uses }) {
  if (uses === undefined) return null
  return JSON.parse(readFileSync(new URL(`../node_modules/${uses}/package.json`, import.meta.url), 'utf8')).version
}

/** A contender's decide functions. */
export async function load({ file }) {
  const { prepare } = await import(`./${file}.mjs`)
  return { inbox: await prepare('inbox'), refunds: await prepare('refunds') }
}
