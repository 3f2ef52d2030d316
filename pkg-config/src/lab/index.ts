/**
 * For those who study policies and logs: loaded only where it is needed, beside the engine and without sharing its memory.
 */
export { init, initSync } from './init.js'
export { check, coverage, diff, signOff, test } from './study.js'
export { calibrate, fitOptions, fitThreshold, labelsNeeded, replay, riskCoverage, withCalibration } from './fit.js'
export { sweep, type Sweep } from './sweep.js'
export { Log } from './log.js'
export { LogError } from './log-error.js'
export { LeewayError, PolicyError } from '../errors.js'
export type { CalibrateOptions, FitOptions, LogPart, OptionsFitOptions, PromiseOptions, ReplayOptions, RiskCoverageOptions } from './fit.js'
export type { LogProgress, ReadLogOptions } from './log.js'
export type { LogInput, LogSource } from './pieces.js'
export type { BesideLog, SignOff, TestRuns } from './study.js'
export type { ModuleSource } from '../module.js'
export type * from '../types.js'
