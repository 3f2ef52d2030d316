// Makes the copies of src/situation.ts that it speaks of. They are not kept in the repository.
import { readFileSync, writeFileSync } from 'node:fs'

const source = new URL('src/situation.ts', import.meta.url)
for (const copy of [2, 3]) writeFileSync(new URL(`src/situation-${copy}.ts`, import.meta.url), readFileSync(source))
