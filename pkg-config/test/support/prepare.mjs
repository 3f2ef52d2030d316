// Installs what the tests need: their tools as the lock file has them, and the tarball in an empty folder.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONSUMER, TARBALL, TESTS } from './places.mjs'

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error']

export function prepare() {
  if (!existsSync(TARBALL)) throw new Error(`there is no ${TARBALL}: make it with \`cargo xtask pack\``)
  installTools()
  installTarball()
}

function installTools() {
  const lock = join(TESTS, 'package-lock.json')
  const stamp = join(TESTS, 'node_modules/.tools-stamp')
  if (isFresh(stamp, lock)) return
  console.log('installing the tools of the tests: half a minute, 500 MB')
  npm(TESTS, ['ci', ...QUIET])
  writeFileSync(stamp, digest(lock))
}

function installTarball() {
  const stamp = join(CONSUMER, 'node_modules/.tarball-stamp')
  if (isFresh(stamp, TARBALL)) return
  console.log('installing the tarball in an empty folder')
  rmSync(CONSUMER, { recursive: true, force: true })
  mkdirSync(CONSUMER, { recursive: true })
  writeFileSync(join(CONSUMER, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  npm(CONSUMER, ['install', '--no-save', '--no-package-lock', ...QUIET, TARBALL])
  writeFileSync(join(CONSUMER, 'leeway.js'), "export * from 'leeway-policy'\n")
  writeFileSync(join(CONSUMER, 'lab.js'), "export * from 'leeway-policy/lab'\n")
  writeFileSync(stamp, digest(TARBALL))
}

function isFresh(stamp, file) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(file)
}

function digest(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function npm(folder, args) {
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
}
