import { check } from 'leeway-policy'
import { coverage } from 'leeway-policy/lab'
import { describe, expect, it } from 'vitest'
import clinc from '../../src/policies/clinc150.json?raw'
import sms from '../../src/policies/sms_spam.json?raw'
import { addTests, claimsOf, isSound, withoutClaims } from '../../src/state/claims.ts'
import { edit, read } from '../../src/state/document.ts'

const broken = edit(edit(clinc, ['operations', 'move_money', 'impact'], 'low'), ['tests'], [
  { name: 'chats', given: { confidence: 0.9, second: 0, operation: 'small_talk', signals: { out_of_scope: false } }, expect: 'auto_apply' },
  { name: 'never', given: { confidence: 0.9, operation: 'small_talk' }, expect: 'block' },
])

describe('claims', () => {
  it('hold as long as nothing is found against them', () => {
    expect(claimsOf(clinc, 'require', check(clinc))).toEqual([{ name: 'money is never moved without a person', standing: 'holds', found: null }])
    expect(claimsOf(clinc, 'tests', check(clinc))).toEqual([])
  })

  it('are broken one by one, each with its input', () => {
    const found = check(broken)
    expect(isSound(found)).toBe(true)
    const [money] = claimsOf(broken, 'require', found)
    expect([money.standing, money.found?.counterexample?.action]).toEqual(['broken', 'auto_apply'])
    expect(claimsOf(broken, 'tests', found).map(({ standing }) => standing)).toEqual(['holds', 'broken'])
  })

  it('tell a tenth from a first', () => {
    const tests = Array.from({ length: 12 }, (_, at) => ({ name: `test ${at}`, given: { confidence: 0.9, operation: 'small_talk' }, expect: at === 11 ? 'block' : 'abstain' }))
    const text = edit(clinc, ['tests'], tests)
    expect(claimsOf(text, 'tests', check(text)).flatMap(({ standing }, at) => (standing === 'broken' ? [at] : []))).toEqual([11])
  })

  it('say nothing of a document that has other errors, or is none', () => {
    for (const text of ['', '{', edit(clinc, ['matrix', 'high', 'low'], 'block')]) expect(isSound(check(text))).toBe(false)
  })

  it('left out, the same document compiles', () => {
    expect(check(withoutClaims(broken))).toEqual([])
  })
})

describe('proposed tests', () => {
  it.each([['without tests', sms], ['with some', addTests(sms, coverage(sms).missing.slice(0, 1).flatMap(({ test }) => test ?? []))]])('added to a document %s, they pass and leave nothing out', (_, text) => {
    const proposed = coverage(text).missing.flatMap(({ test }) => test ?? [])
    const next = addTests(text, proposed)
    expect(proposed.length).toBeGreaterThan(1)
    expect((read(next).tests as unknown[]).length).toBe(proposed.length + ((read(text).tests as unknown[] | undefined)?.length ?? 0))
    expect(check(next)).toEqual([])
    expect(coverage(next).missing).toEqual([])
    expect(next.split('\n').length - text.split('\n').length).toBe(proposed.length + (read(text).tests === undefined ? 2 : 0))
    expect(next.startsWith(text.slice(0, text.indexOf('"degrade"')))).toBe(true)
  })

  it('keep every word of theirs', () => {
    const test = { name: '? "?"\n  $& `é`', given: { confidence: 0.9, operation: 'keep' }, expect: 'abstain' } as const
    const text = addTests(addTests(sms, [test]), [{ ...test, name: '??' }])
    expect(read(text).tests).toEqual([test, { ...test, name: '??' }])
  })
})
