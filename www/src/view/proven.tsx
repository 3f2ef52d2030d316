import { claimsOf, isSound, type Claim, type Standing } from '../state/claims.ts'
import { diagnostics, policyText } from '../state/store.ts'
import { Panel, Ticked } from './parts.tsx'
import { Instance } from './problem.tsx'

/** What a document without errors has by the way it is built; each is a property of the engine's tests. */
const BY_CONSTRUCTION = [
  'Every confidence and impact has its action; there is no gap.',
  'More confidence, all else the same, never gives less freedom, and more impact never gives more.',
  'Leaving out the confidence, the operation or a signal without a default never gives more freedom, nor does nonsense instead of anything.',
  'No rule, no ceiling and no absence of people ever gives more freedom.',
  'At the lowest confidence, only what has the lowest impact may be done by itself.',
  'The same input always gets the same answer.',
]

export function Proven() {
  const sound = isSound(diagnostics.value)
  const claims = sound ? claimsOf(policyText.value, 'require', diagnostics.value) : []
  return (
    <Panel title="Proven" id="proven">
      {sound
        ? <>
            <p class="faint small">For every input there can be, complete or not, sound or bad:</p>
            <ul class="claims">{claims.map((claim) => <ClaimItem key={claim.name} claim={claim} />)}</ul>
            {claims.length === 0 && <p class="faint">The document promises nothing of its own: it has no <code>require</code>.</p>}
            <h3 class="small-title">As of every policy without errors</h3>
            <ul class="claims">{BY_CONSTRUCTION.map((text) => <li key={text} class="holds"><Mark standing="holds" words={WORDS} /><span>{text}</span></li>)}</ul>
          </>
        : <p class="faint">Nothing yet: the document has errors.</p>}
    </Panel>
  )
}

const WORDS: Record<Standing, string> = { holds: 'proven', broken: 'broken', unknown: 'not decided' }

const ClaimItem = ({ claim: { name, standing, found } }: { claim: Claim }) => (
  <li class={standing}><Mark standing={standing} words={WORDS} /><div><q>{name}</q>{found && <><p class="small"><Ticked text={found.message} /></p><Instance one={found} /></>}</div></li>
)

const GLYPHS: Record<Standing, string> = { holds: '✓', broken: '✗', unknown: '?' }

export const Mark = ({ standing, words }: { standing: Standing; words: Record<Standing, string> }) => (
  <span class="mark" title={words[standing]}><span aria-hidden="true">{GLYPHS[standing]}</span><span class="hidden">{words[standing]}: </span></span>
)
