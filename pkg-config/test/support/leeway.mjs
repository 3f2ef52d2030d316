// The installed package, resolved as a user's program resolves it. With Node's own `import`, so under its conditions.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CONSUMER } from './places.mjs'

export const leeway = await import(pathToFileURL(join(CONSUMER, 'leeway.js')).href)
