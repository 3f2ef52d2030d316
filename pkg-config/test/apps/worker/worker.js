import * as leeway from 'leeway-policy'
import { runFile } from '../cases.js'
import { hostile } from '../hostile.js'

export default {
  async fetch(request) {
    if (new URL(request.url).pathname === '/hostile') return Response.json(hostile(leeway))
    const { file, content } = await request.json()
    return Response.json(runFile(leeway, file, content))
  },
}
