import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Diagnostic } from 'leeway-policy'
import { completePolicy } from '../policy/complete.ts'
import { placeOf } from '../policy/place.ts'

// The editor, in a file of its own that is fetched when the Policy view is first opened.

export interface EditorHandle { setText(text: string): void; setDiagnostics(list: readonly Diagnostic[]): void; go(one: Diagnostic): void; close(): void }

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
])

export function openEditor(parent: HTMLElement, text: string, onText: (text: string) => void): EditorHandle {
  let isOurs = false
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), json(), lintGutter(),
        syntaxHighlighting(colours), autocompletion({ override: [completePolicy], icons: false }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'Policy document, JSON', tabindex: '0' }),
        EditorView.updateListener.of((update) => { if (update.docChanged && !isOurs) onText(update.state.doc.toString()) }),
      ],
    }),
  })
  return {
    setText(next) {
      const { from, to, insert } = smallestChange(view.state.doc.toString(), next)
      if (from === to && insert === '') return
      isOurs = true
      view.dispatch({ changes: { from, to, insert } })
      isOurs = false
    },
    setDiagnostics(list) { view.dispatch(setDiagnostics(view.state, list.map((one) => mark(one, view.state.doc.toString())))) },
    go(one) {
      const { from, to } = placeOf(one, view.state.doc.toString())
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true })
      view.focus()
    },
    close() { view.destroy() },
  }
}

/** Only what differs is replaced, so that the cursor and the history stay. */
function smallestChange(old: string, next: string): { from: number; to: number; insert: string } {
  let from = 0
  const most = Math.min(old.length, next.length)
  while (from < most && old[from] === next[from]) from++
  let tail = 0
  while (tail < most - from && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  return { from, to: old.length - tail, insert: next.slice(from, next.length - tail) }
}

function mark(one: Diagnostic, text: string): Mark {
  const { from, to } = placeOf(one, text)
  return { from, to, severity: one.severity === 'hint' ? 'info' : one.severity, message: one.help ? `${one.message}. ${one.help}` : one.message, source: one.code }
}
