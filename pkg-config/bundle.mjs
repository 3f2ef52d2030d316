// Joins what the TypeScript compiler made into few files, without what only readers need: Node loads every module of its
// own in half a millisecond, reads 70 KB in another, and an app that has just started waits for it. Each entry is one file;
// names stay as they are, so that a stack trace can be read, and lines are short: Node prints the one that threw.
import { rmSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const RUNTIMES = ['browser', 'node', 'workerd']

const dist = fileURLToPath(new URL('dist/', import.meta.url))
const files = (ending) => readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => `${dist}${name}`)

const options = {
  outbase: dist, outdir: dist, bundle: true, format: 'esm', target: 'es2022', external: ['*.wasm', 'node:*'], write: false,
  minifySyntax: true, minifyWhitespace: true, lineLimit: 120,
}
const entries = RUNTIMES.flatMap((runtime) => [`${dist}entry/${runtime}.js`, `${dist}lab/entry/${runtime}.js`])
const library = build({ ...options, entryPoints: entries, platform: 'neutral' })
const program = build({ ...options, entryPoints: [`${dist}cli/entry/node.js`], platform: 'node' })

const bundles = await Promise.all([library, program])
for (const name of files('.js')) rmSync(name)
for (const { path, contents } of bundles.flatMap(({ outputFiles }) => outputFiles)) writeFileSync(path, contents)
