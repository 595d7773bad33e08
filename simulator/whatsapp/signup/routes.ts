import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { asObject, asText } from '../json.ts'
import type { BusinessNumber, State } from '../state.ts'
import { signUp } from '../world.ts'

/**
 * Embedded Signup, as far as a page that uses it can tell: Meta's script for browsers at `/en_US/sdk.js`, and at `/signup` the
 * window it opens, in which a merchant chooses one of the numbers of the app.
 */
export function signupRoutes(state: State): Hono {
  const app = new Hono()
  serveScript(app, '/en_US/sdk.js', 'sdk.js')
  serveScript(app, '/signup/window.js', 'window.js')
  app.get('/signup', (c) => {
    const { app_id: appId, config_id: configId } = c.req.query()
    const name = [...state.apps.values()].find((one) => one.appId === appId)?.name
    if (!name || !configId) return c.text('Meta knows no such app, or it has no such configuration', 400)
    return c.html(page([...state.numbers.values()].filter((number) => number.app === name)))
  })
  app.post('/signup/grant', async (c) => {
    const { phoneNumberId } = asObject(await c.req.json().catch(() => ({})))
    const number = state.numbers.get(asText(phoneNumberId) ?? '')
    return number ? c.json({ code: signUp(state, number.token) }) : c.json({ error: 'no such number' }, 404)
  })
  return app
}

/** Pages of other hosts load the script. */
function serveScript(app: Hono, path: string, name: string) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' }
  app.get(path, (c) => c.body(text, 200, headers))
}

function page(numbers: readonly BusinessNumber[]) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Meta, simulated</title><link rel="icon" href="data:,"></head>
<body>
<h1>Connect your WhatsApp account</h1>
${numbers.map(choices)}
<p><button id="cancel">Cancel</button></p>
<script src="/signup/window.js"></script>
</body>
</html>`
}

/** Beside the usual end: with an account and no number, and with nothing told of what was chosen. */
function choices({ phoneNumberId, wabaId, displayPhone }: BusinessNumber) {
  const button = (tells: string, label: string) =>
    html`<p><button data-number="${phoneNumberId}" data-waba="${wabaId}" data-tells="${tells}">${label}</button></p>`
  return [
    button('number', `Use ${displayPhone}`),
    button('account', `Use the account of ${displayPhone} without a number`),
    button('nothing', `Use ${displayPhone} and tell nothing of it`),
  ]
}
