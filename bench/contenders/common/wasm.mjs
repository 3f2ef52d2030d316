// Reads a package's Wasm file, as its own entry for Node would. A page fetches it; what is weighed is the same.
import { readFileSync } from 'node:fs'

/** @param file below node_modules */
export function wasmOf(file) {
  return readFileSync(new URL(`../../node_modules/${file}`, import.meta.url))
}
