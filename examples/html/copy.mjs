// Puts the package's files beside the page: `page/leeway/`.
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const place = (path) => fileURLToPath(new URL(path, import.meta.url))
rmSync(place('page/leeway'), { recursive: true, force: true })
cpSync(place('node_modules/leeway-policy/dist'), place('page/leeway'), { recursive: true })
