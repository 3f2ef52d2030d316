// Makes the copies of src/read.ts that it speaks of. They are not kept in the repository.
import { readFileSync, writeFileSync } from 'node:fs'

const source = new URL('src/read.ts', import.meta.url)
for (const copy of [2, 3, 4]) writeFileSync(new URL(`src/read-${copy}.ts`, import.meta.url), readFileSync(source))
