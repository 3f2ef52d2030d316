// Joins what the TypeScript compiler made into one file for all runtimes and a small one for each: Node loads every
// module of its own in half a millisecond, and an app that has just started waits for all of them.
import { rmSync, readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const dist = fileURLToPath(new URL('dist/', import.meta.url))
const files = (ending) => readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(ending)).map((name) => `${dist}${name}`)

const all = files('.js').filter((name) => name.includes('/entry/'))
const isProgram = (name) => name.includes('/cli/')
const options = { outbase: dist, outdir: dist, bundle: true, format: 'esm', target: 'es2022', external: ['*.wasm', 'node:*'], write: false }

const library = await build({
  ...options, entryPoints: all.filter((name) => !isProgram(name)), splitting: true, chunkNames: 'shared-[hash]', platform: 'neutral',
})
// The program shares no file with the library, which is split as its own users need it.
const program = await build({ ...options, entryPoints: all.filter(isProgram), platform: 'node' })

for (const name of files('.js')) rmSync(name)
for (const { path, contents } of [...library.outputFiles, ...program.outputFiles]) writeFileSync(path, contents)
