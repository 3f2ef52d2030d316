// The installed package, resolved as a user's program resolves it. With Node's own `import`, so under its conditions.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CONSUMER } from './places.mjs'

const of = (name) => import(pathToFileURL(join(CONSUMER, `${name}.js`)).href)
export const leeway = await of('leeway')
export const lab = await of('lab')
