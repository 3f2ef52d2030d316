import type { Diagnostic, TestDeclaration } from 'leeway-policy'
import { append, read } from './document.ts'

// What a document claims of itself, each `require` and each test, and how it stands with it.

export type Standing = 'holds' | 'broken' | 'unknown'
export interface Claim { name: string; standing: Standing; found: Diagnostic | null }

const OF_CLAIMS = ['REQUIRE_BROKEN', 'REQUIRE_UNDECIDED', 'TEST_FAILED']

/** Whether all is well but for what the document claims: only then is anything known of the claims. */
export const isSound = (found: readonly Diagnostic[]): boolean => found.every(({ severity, code }) => severity !== 'error' || OF_CLAIMS.includes(code))

/** The claims of a sound document. */
export function claimsOf(text: string, part: 'require' | 'tests', found: readonly Diagnostic[]): Claim[] {
  const list = (read(text)[part] ?? []) as { name: string }[]
  return list.map(({ name }, at) => {
    const place = `/${part}/${at}`
    const against = found.find(({ severity, pointer }) => severity === 'error' && (pointer === place || pointer.startsWith(`${place}/`))) ?? null
    return { name, found: against, standing: against === null ? 'holds' : against.code === 'REQUIRE_UNDECIDED' ? 'unknown' : 'broken' }
  })
}

/** The document less its claims: it decides the same, and compiles where they are broken. */
export function withoutClaims(text: string): string {
  const { require: _, tests: __, ...rest } = read(text)
  return JSON.stringify(rest)
}

/** The text with more tests, each on a line of its own. */
export const addTests = (text: string, tests: readonly TestDeclaration[]): string => tests.reduce((longer, test) => append(longer, ['tests'], test), text)
