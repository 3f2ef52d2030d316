import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Collects garbage, so that it is not counted as memory in use. */
export const collect = runInNewContext('gc')
