import * as leeway from '../node_modules/leeway-policy/dist/entry/browser.js'
import { runFile } from '../cases.js'
import { hostile } from '../hostile.js'

// What the test asks for, by name.
Object.assign(globalThis, { leeway, runFile, hostile, ready: true })
