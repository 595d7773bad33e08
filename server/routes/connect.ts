import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { accountOfTicket, connectNumber, signupApp } from '../commands/connect-number.ts'
import { type CommandTools, isRefusal } from '../commands/tools.ts'
import { isMetaAway } from '../whatsapp/client.ts'
import { jsonIn, readRaw, tooLarge } from './body.ts'
import { connectPage, policyFor } from './connect-page.ts'

const bodyAtMostBytes = 8 * 1024
const ticket = z.string().regex(/^[\w-]{22}$/)
const digits = (what: string) => z.string({ error: what }).regex(/^\d{1,30}$/, { error: what })

const asked = z.strictObject({ ticket })
const signedUp = z.strictObject({
  ticket,
  code: z.string().min(1).max(2_000),
  wabaId: digits('Meta did not say which WhatsApp account was chosen. Go through its pages again'),
  phoneNumberId: digits(
    'No phone number was chosen at Meta. Go through its pages again, and choose or add one',
  ),
  pin: z.string().regex(/^\d{6}$/, { error: 'The PIN has six digits' }),
})

const overWords =
  'This page was used already, or was open for too long. Press “Connect WhatsApp” in the Stripe Dashboard again.'

/**
 * `/connect/whatsapp`: Meta's Embedded Signup, for whoever comes from the panel with a ticket. Only a page of this server
 * may hand in what came of it, since a browser says where a request comes from.
 */
export function connect(tools: CommandTools): Hono {
  const route = new Hono()
  const app = signupApp(tools)
  if (!app) return route
  route.use('/connect/*', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    // Meta compares the host of the page with those its app allows, and needs no more of the address.
    c.header('Referrer-Policy', 'strict-origin')
    c.header('X-Robots-Tag', 'noindex')
    c.header('X-Content-Type-Options', 'nosniff')
    // Meta's pages open in a window that answers this one.
    c.header('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
    c.header('Content-Security-Policy', policyFor(app.signup))
  })
  route.get('/connect/whatsapp', (c) => c.html(connectPage(app)))
  serve(route, 'connect-page.js', 'text/javascript')
  serve(route, 'connect-page.css', 'text/css')
  route.post('/connect/whatsapp/about', (c) => answerOwn(c, tools, about))
  route.post('/connect/whatsapp', (c) => answerOwn(c, tools, link))
  return route
}

function serve(route: Hono, name: string, type: string) {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  route.get(`/connect/${name}`, (c) => c.body(text, 200, { 'content-type': `${type}; charset=utf-8` }))
}

type Answer = (c: Context, tools: CommandTools, said: unknown) => Promise<Response>

async function answerOwn(c: Context, tools: CommandTools, answer: Answer): Promise<Response> {
  if (c.req.header('origin') !== new URL(tools.publicUrl).origin)
    return c.json({ error: 'This can only be asked by the page itself' }, 403)
  const body = await readRaw(c, bodyAtMostBytes)
  if (!body) return tooLarge(c, bodyAtMostBytes)
  return answer(c, tools, jsonIn(body))
}

/** For which account a number would be linked, so that nobody links theirs to somebody else's. */
async function about(c: Context, tools: CommandTools, said: unknown): Promise<Response> {
  const { data } = asked.safeParse(said)
  const account = data && (await accountOfTicket(tools, data.ticket))
  if (!account) return c.json({ error: overWords }, 410)
  const { name, accountId, environment } = account
  return c.json({ name, accountId, environment })
}

async function link(c: Context, tools: CommandTools, said: unknown): Promise<Response> {
  const { data, error } = signedUp.safeParse(said)
  if (!data) return c.json({ error: error.issues.map(({ message }) => message).join('. ') }, 400)
  try {
    const linked = await connectNumber(tools, data)
    if (!linked) return c.json({ error: overWords }, 410)
    const { displayPhone: phone, verifiedName: name } = linked.number
    return c.json({ phone, name, warnings: linked.warnings })
  } catch (problem) {
    if (isRefusal(problem)) return c.json({ error: problem.message }, 422)
    if (isMetaAway(problem)) return c.json({ error: 'Meta did not answer' }, 503)
    throw problem
  }
}
