import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { meetAccount } from '../../commands/meet-account.ts'
import { type By, type CommandTools, isRefusal, neededFor } from '../../commands/tools.ts'
import type { WriteAnswer } from '../../store/panel-writes.ts'
import { isAway, isRevoked } from '../../stripe/look.ts'
import { environmentOf, type PanelClaims, problemWithPanelRequest } from '../../stripe/panel-request.ts'
import { mayDo } from '../../stripe/roles.ts'
import { isMetaAway } from '../../whatsapp/client.ts'
import { jsonIn, readRaw } from '../body.ts'
import { claimsHeader, readClaims } from './claims.ts'
import type { Ask, PanelError, PanelErrorCode, PanelPath } from './contract.ts'
import type { Asking, Endpoint } from './endpoint.ts'
import { askedHash, once } from './once.ts'
import { createRate, type Rate } from './rate.ts'
import { endpoints } from './roster.ts'

/** What the panel's API works with. */
export type PanelTools = CommandTools & {
  /** What the Dashboard's requests are signed with; none where there is no panel. */
  readonly appSecrets: readonly string[]
}

const bodyAtMostBytes = 16 * 1024

/** `POST /panel/*`: what the Stripe App asks for, each request signed by Stripe for its user and this very content. */
export function panel(tools: PanelTools): Hono {
  const route = new Hono()
  // Stripe shows an app in a frame without an origin; no cookie is ever asked for.
  const headers = ['content-type', 'stripe-signature', claimsHeader]
  route.use('/panel/*', cors({ origin: '*', allowMethods: ['POST'], allowHeaders: headers, maxAge: 600 }))
  const rate = createRate()
  for (const path of Object.keys(endpoints) as PanelPath[]) {
    route.post(path, (c) =>
      answer(c, { tools, rate, path, endpoint: endpoints[path] as Endpoint<PanelPath> }),
    )
  }
  return route
}

type Asked = {
  readonly tools: PanelTools
  readonly rate: Rate
  readonly path: PanelPath
  readonly endpoint: Endpoint<PanelPath>
}

async function answer(c: Context, asked: Asked): Promise<Response> {
  const { tools, path } = asked
  if (tools.appSecrets.length === 0) return refuse(c, 503, 'not-configured', 'STRIPE_APP_SECRET is not set')
  const body = await readRaw(c, bodyAtMostBytes)
  if (!body) return refuse(c, 413, 'too-large', `The body is larger than ${bodyAtMostBytes} bytes`)
  const claims = readClaims(c.req.header(claimsHeader))
  if (!claims) return refuse(c, 401, 'unsigned', 'The request does not say who asks, or not as it should')
  const header = c.req.header('stripe-signature')
  const signed = { method: c.req.method, path, body, header, claims }
  const problem = problemWithPanelRequest(signed, tools.appSecrets, tools.clock.now())
  if (problem === 'too-old' || problem === 'from-the-future') {
    return refuse(c, 401, 'expired', 'The signature is not of this moment. Reload the page and try again')
  }
  if (problem) return refuse(c, 401, 'unsigned', 'The signature does not fit the request')
  return answerUser(c, asked, { body, claims })
}

type Signed = { readonly body: Buffer; readonly claims: PanelClaims }

async function answerUser(c: Context, asked: Asked, signed: Signed): Promise<Response> {
  const { rate, tools, endpoint } = asked
  const { claims } = signed
  const environment = environmentOf(claims)
  if (!environment) return refuse(c, 400, 'invalid', 'A sandbox has no live mode')
  const account = { environment, accountId: claims.account_id }
  const seconds = rate(account, claims.user_id, tools.clock.now())
  if (seconds !== undefined) {
    c.header('retry-after', String(seconds))
    return refuse(c, 429, 'too-often', `Too many requests at once. Try again in ${seconds} seconds`)
  }
  if (!mayDo(claims.stripe_roles, endpoint.right)) {
    return refuse(
      c,
      403,
      'not-allowed',
      'Your role in this Stripe account may not do this. Ask an administrator of the account',
    )
  }
  return answerAsk(c, asked, { ...signed, by: { actor: `panel:${claims.user_id}`, account } })
}

async function answerAsk(
  c: Context,
  { tools, path, endpoint }: Asked,
  { body, claims, by }: Signed & { readonly by: By },
): Promise<Response> {
  const ask = endpoint.ask.safeParse(jsonIn(body))
  if (!ask.success) {
    const issues = ask.error.issues.map((issue) => `${issue.path.join('.') || 'The body'}: ${issue.message}`)
    return refuse(c, 400, 'invalid', issues.join('. '))
  }
  const roles = claims.stripe_roles
  const work = () => carryOut(tools, endpoint, { by, roles, ask: ask.data })
  if (endpoint.kind !== 'write') return respond(c, await work())
  const { request_id: requestId } = claims
  if (!requestId) return refuse(c, 400, 'invalid', 'A write needs a request_id in what is signed')
  const asked = askedHash(tools.secretKeys, { userId: claims.user_id, path, body })
  const write = { account: by.account, requestId, asked }
  return respond(c, await once(tools.db, write, { now: tools.clock.now(), work }))
}

async function carryOut(
  tools: PanelTools,
  endpoint: Endpoint<PanelPath>,
  { by, roles, ask }: Pick<Asking, 'roles'> & { readonly by: By; readonly ask: Ask<PanelPath> },
): Promise<WriteAnswer> {
  try {
    const known = await meetAccount(tools, by)
    return { status: 200, body: await endpoint.answer(tools, { ...by, known, roles }, ask) }
  } catch (error) {
    const words = wordsFor(error)
    if (!words) throw error
    const status = isAway(error) || isMetaAway(error) ? 503 : 422
    const fields = isRefusal(error) ? { fields: error.fields } : {}
    return { status, body: { error: words, code: codeFor(error), ...fields } satisfies PanelError }
  }
}

function codeFor(error: unknown): PanelErrorCode {
  const needed = neededFor(error)
  return needed ? `needs-${needed}` : 'refused'
}

function wordsFor(error: unknown): string | undefined {
  if (isRefusal(error)) return error.message
  if (isRevoked(error)) return 'Stripe does not show Paynudge this account. Install the app again'
  if (isAway(error)) return 'Stripe did not answer. Try again in a minute'
  if (isMetaAway(error)) return 'Meta did not answer. Try again in a minute'
  return undefined
}

function respond(c: Context, { status, body }: WriteAnswer): Response {
  return c.json(body, status as 200)
}

function refuse(
  c: Context,
  status: 400 | 401 | 403 | 413 | 429 | 503,
  code: PanelErrorCode,
  error: string,
): Response {
  return c.json({ error, code } satisfies PanelError, status)
}
