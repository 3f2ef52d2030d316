/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Decides how much freedom an AI feature gets, one prediction at a time.
 *
 * @example
 * const policy = compile({
 *   leeway: 1, name: 'inbox',
 *   confidence: { low: 0, high: 0.85 }, impact: { low: 0, high: 0.5 },
 *   operations: { archive: { impact: 'low' } },
 * })
 * policy.decide({ confidence: 0.91, operation: 'archive' }).action // 'auto_apply'
 */
export { init, initSync } from './init.js'
export { Policy, check, compile } from './policy.js'
export { definePolicy } from './define.js'
export { LeewayError, PolicyError } from './errors.js'
export { ACTIONS, CODES } from './names.js'
export type { Cells, Column, ColumnInput, LoadedColumns } from './columns.js'
export type { ModuleSource } from './module.js'
export type * from './types.js'
