#!/usr/bin/env node
// `npx leeway-policy`: the verbs of the native command line, done by a module of its own.
import { readFileSync } from 'node:fs'
import { Module } from '../../module.js'
import * as glue from '../../program.js'
import { main } from '../main.js'

new Module('program', glue).loadSync(readFileSync(new URL('../../program_bg.wasm', import.meta.url)))
const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const { version } = JSON.parse(text('../../../package.json')) as { version: string }
// npx says so to what it runs.
const called = process.env['npm_command'] === 'exec' ? 'npx leeway-policy' : 'leeway-policy'
void main(process.argv.slice(2), { schema: text('../../../policy.schema.json'), version, called }).then((code) => { process.exitCode = code })
