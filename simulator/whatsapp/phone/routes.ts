import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { digitsOf, e164 } from '../phones.ts'
import type { State } from '../state.ts'

const assets = ['phone.css', 'chat.css', 'phone.js', 'chat.js', 'talk.js', 'parts.js']

/** The phone in a browser: `/phone` lists the chats, `/phone/34600111222` shows one person's. */
export function phoneRoutes({ media }: Pick<State, 'media'>): Hono {
  const app = new Hono()
  for (const name of assets) serveAsset(app, name)
  app.get('/', (c) => c.html(page('Phones', '')))
  app.get('/media/:id', (c) => {
    const file = media.get(c.req.param('id'))
    return file?.bytes
      ? c.body(file.bytes, 200, { 'content-type': file.type, 'content-disposition': 'inline' })
      : c.text('There is no such file', 404)
  })
  app.get('/:number', (c) => {
    const digits = digitsOf(c.req.param('number'))
    return digits ? c.html(page(`Phone ${e164(digits)}`, e164(digits))) : c.redirect('/phone')
  })
  return app
}

function serveAsset(app: Hono, name: string) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
  app.get(`/assets/${name}`, (c) => c.body(text, 200, { 'content-type': `${type}; charset=utf-8` }))
}

/** Both come from digits alone, so nothing in them needs escaping. */
function page(title: string, phone: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/phone/assets/phone.css">
<link rel="stylesheet" href="/phone/assets/chat.css">
</head>
<body data-phone="${phone}">
<main id="phone" class="phone"></main>
<script src="/phone/assets/phone.js" type="module"></script>
</body>
</html>`
}
