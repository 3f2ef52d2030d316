import { client, log } from '../state/store.ts'
import type { LoadReport } from '../log/types.ts'
import { count, plural } from '../words.ts'
import { download } from './use.ts'

/** Rows that could not be read: counted by reason, shown, and all of them to download. */
export function BadRows() {
  const report = log.value?.report
  if (!report || report.bad === 0) return null
  return <BadRowReport report={report} />
}

export function BadRowReport({ report }: { report: LoadReport }) {
  const save = async () => download('bad-rows.tsv', await client.ask('badRows', null))
  return (
    <details class="warning bad-rows">
      <summary><strong>{plural(report.bad, 'row')}</strong> of {count(report.rows + report.bad)} could not be read and {report.bad === 1 ? 'is' : 'are'} not counted below</summary>
      <ul>{report.reasons.slice(0, 12).map(({ reason, count: n }) => <li key={reason}><strong>{count(n)}</strong> {reason}</li>)}</ul>
      <div class="scroll" tabIndex={0} role="region" aria-label="Rows that could not be read">
        <table>
          <thead><tr><th scope="col">line</th><th scope="col">why</th><th scope="col">text</th></tr></thead>
          <tbody>{report.examples.map((row) => <tr key={row.line}><td class="n">{row.line}</td><td>{row.reason}</td><td class="mono">{row.text.slice(0, 200)}</td></tr>)}</tbody>
        </table>
      </div>
      <p>{report.bad > report.examples.length && `The first ${report.examples.length} are shown. `}<button type="button" onClick={() => void save()}>Download all of them</button></p>
    </details>
  )
}
