#!/usr/bin/env node
// `npx leeway-policy`: the verbs of the native command line, done by the lab's module.
import { readFileSync } from 'node:fs'
import { initSync } from '../../lab/init.js'
import { main } from '../main.js'

initSync(readFileSync(new URL('../../lab_bg.wasm', import.meta.url)))
const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const { version } = JSON.parse(text('../../../package.json')) as { version: string }
void main(process.argv.slice(2), { schema: text('../../../policy.schema.json'), version }).then((code) => { process.exitCode = code })
