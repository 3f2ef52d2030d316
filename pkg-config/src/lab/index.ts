/**
 * For those who study policies: loaded only where it is needed, beside the engine and without sharing its memory.
 */
export { init, initSync } from './init.js'
export { check } from './check.js'
export { LeewayError } from '../errors.js'
export type { ModuleSource } from '../module.js'
export type * from '../types.js'
