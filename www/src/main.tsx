import { render } from 'preact'
import { init } from 'leeway-policy'
import './style/base.css'
import './style/picture.css'
import './style/panels.css'
import './style/cases.css'
import './style/forms.css'
import './style/study.css'
import './style/fit.css'
import { App } from './view/app.tsx'
import { Trouble } from './view/trouble.tsx'
import { start } from './state/store.ts'
import { startHistory } from './state/history.ts'
import { startSpeaking } from './view/drag.ts'
import { applyTheme } from './view/use.ts'

const root = document.getElementById('app') as HTMLElement
applyTheme()

// The engine is needed for everything; without it the page says so instead of staying blank.
init().then(begin, (error: unknown) => render(<Trouble error={error} stage="engine" />, root))

function begin(): void {
  start()
  startSpeaking()
  render(<App />, root)
  void startHistory()
}
