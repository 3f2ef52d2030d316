// Joins what the TypeScript compiler made into one file for all runtimes and a small one for each: Node loads every
// module of its own in half a millisecond, and an app that has just started waits for all of them.
import { rmSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const dist = fileURLToPath(new URL('dist/', import.meta.url))
const files = (ending) => readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => `${dist}${name}`)

const { outputFiles } = await build({
  entryPoints: files('.js').filter((name) => name.includes('/entry/')),
  outbase: dist, outdir: dist, chunkNames: 'shared-[hash]',
  bundle: true, splitting: true, format: 'esm', platform: 'neutral', target: 'es2022',
  external: ['*.wasm', 'node:*'], write: false,
})
for (const name of files('.js')) rmSync(name)
for (const { path, contents } of outputFiles) writeFileSync(path, contents)
