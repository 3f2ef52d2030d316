import { Component, type ComponentChildren } from 'preact'

/** What a person reads when something cannot go on. */
export function Trouble({ error, stage }: { error: unknown; stage: 'engine' | 'page' }) {
  const detail = error instanceof Error ? error.message : String(error)
  return (
    <main class="trouble"><div role="alert">
      <h1>{stage === 'engine' ? 'The engine could not be started' : 'Something in the page broke'}</h1>
      {stage === 'engine'
        ? <p>Leeway decides with WebAssembly, in this tab. The browser did not load it: it may be switched off (some high-security modes do this), blocked by an extension or a network filter, or the files are not all there. Another browser, or <code>application/wasm</code> as the server's type for <code>.wasm</code>, often helps.</p>
        : <p>Your policy and your files are untouched; they never left this tab. Loading the page again usually helps; the address keeps what you had set.</p>}
      <p class="mono small">{detail}</p>
      </div>
      <button type="button" onClick={() => location.reload()}>Load again</button>
    </main>
  )
}

export class Boundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: null as unknown }
  static override getDerivedStateFromError(error: unknown) { return { error } }
  override componentDidCatch(error: unknown) { console.error(error) }
  override render() {
    return this.state.error === null ? this.props.children : <Trouble error={this.state.error} stage="page" />
  }
}
