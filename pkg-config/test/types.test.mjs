// The types of the installed package, as strict projects read them, without skipping its own declarations.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'
import { stage } from './support/stage.mjs'

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
}

const BUNDLER = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022 }
const NODE = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022 }

const PROJECTS = {
  'a page with a bundler': [['use.ts', 'page.ts', 'policy.ts', 'lab.ts'], { ...BUNDLER, target: ts.ScriptTarget.ESNext, lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] }],
  'a web worker': [['use.ts'], { ...BUNDLER, lib: ['lib.es2022.d.ts', 'lib.webworker.d.ts'] }],
  'Node modules': [['use.ts', 'policy.ts', 'lab.ts'], { ...NODE, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] }],
}

for (const [name, [files, options]] of Object.entries(PROJECTS)) {
  test(`types for ${name}`, () => {
    const folder = stage('types')
    const program = ts.createProgram(files.map((file) => join(folder, file)), { ...STRICT, ...options })
    const problems = ts.getPreEmitDiagnostics(program)
    const host = { getCanonicalFileName: (file) => file, getCurrentDirectory: () => folder, getNewLine: () => '\n' }
    assert.equal(problems.length, 0, ts.formatDiagnostics(problems, host))
    const resolved = program.getSourceFiles().some(({ fileName }) => fileName.endsWith('leeway-policy/dist/index.d.ts'))
    assert.ok(resolved, 'the types come from the installed package')
  })
}
