// Where things are. Everything that the tests make lies below `target/`; the package under test is only ever the
// installed tarball, never the source tree.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const TESTS = resolve(fileURLToPath(import.meta.url), '../..')
export const ROOT = resolve(TESTS, '../..')
export const TARBALL = resolve(process.env.LEEWAY_TARBALL ?? join(ROOT, 'target/npm/leeway-policy.tgz'))

/** An otherwise empty folder that has installed the tarball; what bundlers and checkers work on is put below it. */
export const CONSUMER = join(ROOT, 'target/npm-test/consumer')
export const INSTALLED = join(CONSUMER, 'node_modules/leeway-policy')
