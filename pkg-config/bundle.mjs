// Joins what the TypeScript compiler made into few files: Node loads every module of its own in half a millisecond, and an
// app that has just started waits for all of them. A runtime's engine is one file, with a small one that its lab shares,
// so that an error is of the same class in both.
import { rmSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const RUNTIMES = ['browser', 'node', 'workerd']

const dist = fileURLToPath(new URL('dist/', import.meta.url))
const files = (ending) => readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => `${dist}${name}`)

const options = {
  outbase: dist, outdir: dist, bundle: true, format: 'esm', target: 'es2022', external: ['*.wasm', 'node:*'], write: false,
}
const library = (runtime) => build({
  ...options, entryPoints: [`${dist}entry/${runtime}.js`, `${dist}lab/entry/${runtime}.js`],
  splitting: true, chunkNames: 'shared-[hash]', platform: 'neutral',
})
// The program shares no file with the library, which is split as its own users need it.
const program = build({ ...options, entryPoints: [`${dist}cli/entry/node.js`], platform: 'node' })

const bundles = await Promise.all([...RUNTIMES.map(library), program])
for (const name of files('.js')) rmSync(name)
for (const { path, contents } of bundles.flatMap(({ outputFiles }) => outputFiles)) writeFileSync(path, contents)
