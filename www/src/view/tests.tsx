import type { Coverage, MissingPart, TestDeclaration } from 'leeway-policy'
import { addTests, claimsOf, isSound, type Claim, type Standing } from '../state/claims.ts'
import { diagnostics, policyText, studies } from '../state/store.ts'
import { ACTION_WORDS, plural } from '../words.ts'
import { useAnswer } from './answer.ts'
import { ActionName, Panel, Ticked } from './parts.tsx'
import { Instance } from './problem.tsx'
import { Mark } from './proven.tsx'
import { announce } from './use.ts'

/** The document's own tests, what they exercise, and a test for what they do not. */
export function Tests() {
  const sound = isSound(diagnostics.value)
  const isMeasured = diagnostics.value.every(({ severity, code }) => severity !== 'error' || code === 'TEST_FAILED')
  const { value, problem, isNewest } = useAnswer((give: { text: string }) => studies.ask('coverage', give), isMeasured ? { text: policyText.value } : null)
  const claims = sound ? claimsOf(policyText.value, 'tests', diagnostics.value) : []
  const failed = claims.filter(({ standing }) => standing === 'broken').length
  return (
    <Panel title="Tests" id="tests" aside={claims.length > 0 && <span class={failed ? 'failed' : 'good'}>{plural(claims.length - failed, 'passes', 'pass')}{failed > 0 && `, ${plural(failed, 'fails', 'fail')}`}</span>}>
      {!sound && <p class="faint">Not run: the document has errors.</p>}
      {sound && claims.length === 0 && <p class="faint">The document has no tests.</p>}
      <ul class="claims">{claims.map((claim, at) => <TestItem key={at} claim={claim} />)}</ul>
      {problem && <p class="warning">{problem}</p>}
      {sound && !isMeasured && <p class="faint small">What the tests exercise is counted when every promise holds.</p>}
      {isMeasured && value && <Covered coverage={value} isNewest={isNewest} />}
    </Panel>
  )
}

const WORDS: Record<Standing, string> = { holds: 'passes', broken: 'fails', unknown: 'not run' }

const TestItem = ({ claim: { name, standing, found } }: { claim: Claim }) => (
  <li class={standing}><Mark standing={standing} words={WORDS} /><div>{name}{found && <><p class="small"><Ticked text={found.message} /></p><Instance one={found} /></>}</div></li>
)

const PARTS: Record<MissingPart['part'], string> = { cell: 'Cells', raise: 'Raises', segment: 'Segments', rule: 'Rules', unavailable: 'Unavailable actions' }

function Covered({ coverage: { summary, missing }, isNewest }: { coverage: Coverage; isNewest: boolean }) {
  const proposed = missing.flatMap(({ test }) => (test ? [test] : []))
  return (
    <>
      <h3 class="small-title">What the tests exercise</h3>
      <dl class="coverage">{summary.filter(({ all }) => all > 0).map(({ part, covered, all }) => (
        <div key={part}><dt>{PARTS[part]}</dt><dd><meter min={0} max={all} value={covered} aria-label={`${PARTS[part]} exercised`} /> {covered} of {all}</dd></div>
      ))}</dl>
      {missing.length > 0 && (
        <details open={missing.length <= SHOWN}>
          <summary>{plural(missing.length, 'part')} that no test exercises</summary>
          {proposed.length > 1 && <button type="button" disabled={!isNewest} onClick={() => add(proposed)}>Add all {proposed.length} tests</button>}
          <ul class="missing">{missing.map((part) => <Missing key={part.pointer} part={part} isNewest={isNewest} />)}</ul>
        </details>
      )}
    </>
  )
}

/** So many missing parts are shown without being asked for. */
const SHOWN = 4

function Missing({ part: { part, name, reach, test }, isNewest }: { part: MissingPart; isNewest: boolean }) {
  return (
    <li data-part={part}>
      <p>{SINGLE[part]} <b>{name}</b></p>
      {test === null
        ? <p class="faint small">{reach === 'nothing' ? 'No input reaches it.' : 'No test was found within the limit of the search.'}</p>
        : <div class="proposed">
            <p class="small"><code>{JSON.stringify(test.given)}</code> → <ActionName action={test.expect} /></p>
            <button type="button" disabled={!isNewest} aria-label={`Add a test: ${test.name}, ${ACTION_WORDS[test.expect].short}`} onClick={() => add([test])}>Add</button>
          </div>}
    </li>
  )
}

const SINGLE: Record<MissingPart['part'], string> = { cell: 'cell', raise: 'raise', segment: 'segment', rule: 'rule', unavailable: 'unavailable' }

function add(tests: readonly TestDeclaration[]): void {
  policyText.value = addTests(policyText.peek(), tests)
  announce(`${plural(tests.length, 'test')} added`)
}
