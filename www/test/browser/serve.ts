import { existsSync } from 'node:fs'
import { preview } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext { url: string }
}

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Serves the built page for all browser tests; says plainly what is missing. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(new URL('../../dist/index.html', import.meta.url))) throw new Error('the page is not built: run `npm run build` first')
  if (!existsSync(CHROMIUM)) throw new Error(`no Chromium at ${CHROMIUM}: install it (Debian: apt-get install chromium), or name yours in the environment variable CHROMIUM`)
  const server = await preview({ logLevel: 'warn', preview: { host: '127.0.0.1', port: 0 } })
  const address = server.httpServer.address()
  if (address === null || typeof address === 'string') throw new Error('the page could not be served')
  project.provide('url', `http://127.0.0.1:${address.port}/`)
  return () => server.close()
}
