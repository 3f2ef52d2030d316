// Makes the copies of src/situation.ts that it speaks of. They are not kept in the repository.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'

const folder = new URL('src/', import.meta.url)
const source = readFileSync(new URL('situation.ts', folder))
// Copies that an earlier version made of what it had then.
for (const name of readdirSync(folder)) if (/^situation-\d+\.ts$/.test(name)) rmSync(new URL(name, folder))
for (const copy of [2, 3]) writeFileSync(new URL(`situation-${copy}.ts`, folder), source)
