import { importing, loading, openBundled, client } from '../state/store.ts'
import { count } from '../words.ts'

/** While a log is read, when it could not be, and when a link names a file that only the person has. */
export function LoadingView() {
  const now = loading.value
  if (now.state === 'failed') {
    return <section class="note" role="alert"><h2>This log could not be opened</h2><p>{now.problem}</p><button type="button" onClick={() => void openBundled('clinc150')}>Open the voice assistant's log</button></section>
  }
  if (now.state === 'wanted') {
    return (
      <section class="note">
        <h2>This link needs your file</h2>
        <p>It was made with <strong>{now.file.name}</strong> ({count(now.file.size)} bytes). Files never leave the computer they are on, so choose or drop that file here; the policy and all settings come from the link.</p>
        <p><button type="button" class="primary" onClick={() => { importing.value = 'open' }}>Choose the file</button> <button type="button" onClick={() => void openBundled('clinc150')}>Look at a log that is here</button></p>
      </section>
    )
  }
  const { title, rows } = now.state === 'loading' ? now : { title: '', rows: 0 }
  return (
    <section class="note" aria-busy="true">
      <p role="status">Reading {title || 'the log'} … {rows > 0 && `${count(rows)} rows`}</p>
      <progress />
      {now.state === 'loading' && <p><button type="button" onClick={() => void client.ask('cancel', null)}>Stop</button></p>}
    </section>
  )
}
