import { defineConfig, type Plugin } from 'vite'

// The page asks nobody for anything: what it may load is its own files, and nothing may be sent anywhere else.
// Styles are the exception (CodeMirror and Plot write style elements); they carry no script.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

// Only in the built page: the development server injects scripts of its own.
const securityPolicy: Plugin = {
  name: 'security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', injectTo: 'head-prepend', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY } },
  ],
}

export default defineConfig({
  base: './',
  plugins: [securityPolicy],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 700, modulePreload: { polyfill: false } },
  optimizeDeps: { exclude: ['leeway-policy'] },
})
