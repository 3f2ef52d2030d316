import { h, type ComponentChild } from 'preact'
import { useMemo } from 'preact/hooks'

// Shows a page that was made elsewhere. It is read without being run, and only elements that say something are taken,
// without their attributes: nothing that a document holds can act here.

const TAKEN = new Set(['h1', 'h2', 'h3', 'p', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'strong', 'em', 'q', 'dl', 'dt', 'dd'])

export function SafeHtml({ html }: { html: string }) {
  return useMemo(() => <>{piecesOf(new DOMParser().parseFromString(html, 'text/html').body)}</>, [html])
}

const piecesOf = (parent: Node): ComponentChild[] => [...parent.childNodes].map(pieceOf)

function pieceOf(node: Node): ComponentChild {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (node.nodeType !== Node.ELEMENT_NODE) return null
  const name = (node as Element).localName
  if (name === 'table') return <div class="scroll" tabIndex={0} role="group" aria-label={headsOf(node as Element)}><table>{piecesOf(node)}</table></div>
  return TAKEN.has(name) ? h(name, name === 'th' ? { scope: 'col' } : null, piecesOf(node)) : piecesOf(node)
}

/** A table is called by its columns. */
const headsOf = (table: Element): string => `Table: ${[...table.querySelectorAll('th')].map(({ textContent }) => textContent).join(', ')}`
