/**
 * For those who study policies: loaded only where it is needed, beside the engine and without sharing its memory.
 */
export { init, initSync } from './init.js'
export { check, coverage, diff, signOff, test } from './study.js'
export { LeewayError, PolicyError } from '../errors.js'
export type { LogSource } from './log.js'
export type { BesideLog, SignOff, TestRuns } from './study.js'
export type { ModuleSource } from '../module.js'
export type * from '../types.js'
