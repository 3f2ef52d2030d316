import { check } from 'leeway-policy'
import { describe, expect, it } from 'vitest'
import schema from '../../node_modules/leeway-policy/policy.schema.json'
import starter from '../../src/policies/starter.json?raw'
import { completionsAt } from '../../src/policy/complete.ts'
import { FIELDS } from '../../src/policy/fields.ts'
import { placeOf } from '../../src/policy/place.ts'

/** Completions where `|` stands, and the text after the first one was taken. */
function at(marked: string) {
  const position = marked.indexOf('|')
  const text = marked.replace('|', '')
  const found = completionsAt(text, position)
  const take = (label: string) => {
    const option = found?.options.find((one) => one.label === label)
    return found && option ? text.slice(0, found.from) + String(option.apply) + text.slice(found.to) : null
  }
  return { labels: found?.options.map(({ label }) => label) ?? [], take }
}

describe('completion', () => {
  it('offers the fields that are still missing', () => {
    const { labels } = at('{ "leeway": 1, | }')
    expect(labels).toContain('operations')
    expect(labels).not.toContain('leeway')
  })

  it('offers the names of the document', () => {
    const document = (inner: string) => `{ "confidence": {"low":0,"mid":0.5,"high":0.9}, "impact": {"low":0,"grave":0.7}, "signals": {"locale": {"type":"string","values":["en","fr"]}}, "operations": {"pay": {"impact":0.5}}, ${inner} }`
    expect(at(document('"matrix": { "| }')).labels).toEqual(['low', 'mid', 'high'])
    expect(at(document('"matrix": { "low": { "| } }')).labels).toEqual(['low', 'grave'])
    expect(at(document('"matrix": { "low": { "low": "|" } }')).labels).toContain('show_options')
    expect(at(document('"degrade": [ { "when": { "signal": "|" } } ]')).labels).toEqual(['locale'])
    expect(at(document('"degrade": [ { "when": { "signal": "locale", "is": "|" } } ]')).labels).toEqual(['en', 'fr'])
    expect(at(document('"degrade": [ { "when": { "all": [ { "operation": "|" } ] } } ]')).labels).toEqual(['pay'])
  })

  it('writes what can be read', () => {
    expect(at('{ "leeway": 1, | }').take('name')).toBe('{ "leeway": 1, "name": "" }')
    expect(at('{ "op|": {} }').take('operations')).toBe('{ "operations": {} }')
    expect(at('{ "unavailable": [ { "action": | } ] }').take('escalate')).toBe('{ "unavailable": [ { "action": "escalate" } ] }')
    expect(at('{ "unavailable": [ { "action": "|" } ] }').take('escalate')).toBe('{ "unavailable": [ { "action": "escalate" } ] }')
  })

  it('knows every field of the published schema, and none that it refuses', () => {
    const known = new Set(FIELDS.flatMap(({ fields }) => fields.map(({ name }) => name)))
    const named = new Set<string>()
    const visit = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') for (const name of Object.keys(value as object)) named.add(name)
        visit(value)
      }
    }
    visit(schema)
    named.delete('now')
    named.delete('label')
    expect([...named].filter((name) => !known.has(name))).toEqual([])
    expect([...known].filter((name) => !named.has(name))).toEqual([])
  })
})

describe('the place of a diagnostic', () => {
  it('is where the mistake stands, in any script', () => {
    const text = starter.replace('"my-policy"', '"my-policy", "meta": { "note": "grün 🌿" }').replace('"suggest"', '"sugest"')
    const [one] = check(text)
    const { from, to } = placeOf(one, text)
    expect(text.slice(from, to)).toBe('"sugest"')
    expect(text.slice(placeOf({ ...one, span: null }, text).from, placeOf({ ...one, span: null }, text).to)).toBe('"sugest"')
  })
})
