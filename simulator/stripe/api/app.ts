import { type Context, Hono } from 'hono'
import { meetFaults, type Wired } from '../../accidents.ts'
import type { Faults } from '../../faults.ts'
import { type Act, byRequest } from '../act.ts'
import { apiVersion } from '../events.ts'
import { copy, expand } from '../expand.ts'
import { type ApiCall, type Refused, refusalOf } from '../faults.ts'
import { parseForm, texts } from '../form.ts'
import { type Answer, createIdempotency, type Idempotency } from '../idempotency.ts'
import { type Refusal, refusalIn } from '../refusal.ts'
import type { Space, State } from '../state.ts'
import { accountRoutes } from './accounts.ts'
import { authenticate } from './authenticate.ts'
import { catalogueRoutes } from './catalogue.ts'
import { checkoutRoutes } from './checkout.ts'
import { customerRoutes } from './customers.ts'
import { disputeRoutes } from './disputes.ts'
import { eventRoutes } from './events.ts'
import { invoiceRoutes } from './invoices.ts'
import { invoicingRoutes } from './invoicing.ts'
import { paymentIntentRoutes } from './payment-intents.ts'
import { paymentMethodRoutes } from './payment-methods.ts'
import { paymentRoutes } from './payments.ts'
import { portalRoutes } from './portal.ts'
import type { Route } from './route.ts'
import { subscriptionRoutes } from './subscriptions.ts'

const routes: readonly Route[] = [
  ...accountRoutes,
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...catalogueRoutes,
  ...checkoutRoutes,
  ...subscriptionRoutes,
  ...invoicingRoutes,
  ...invoiceRoutes,
  ...paymentIntentRoutes,
  ...paymentRoutes,
  ...disputeRoutes,
  ...portalRoutes,
  ...eventRoutes,
]

type ApiEnv = Wired & { readonly Variables: { readonly call: ApiCall } }

/** What goes wrong with calls to the API, and the log of them. */
export type Wire = { readonly faults: Faults<ApiCall, Refused>; readonly calls: ApiCall[] }

/** The HTTP API under /v1. */
export function createApi(state: State, wire: Wire): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const keys = new Map<Space, Idempotency>()
  app.use('/v1/*', throughTheWire(state, wire))
  for (const route of routes) app.on(route.method, route.path, (c) => serve(state, c, { route, keys }))
  app.all('/v1/*', (c) => {
    const message = `Unrecognized request URL (${c.req.method}: ${c.req.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`
    return refused(c, state, { status: 404, error: { type: 'invalid_request_error', message } })
  })
  return app
}

function throughTheWire(state: State, { faults, calls }: Wire) {
  return meetFaults<ApiEnv, ApiCall, Refused>({
    faults,
    read: async (c) => {
      const call = await readCall(c)
      calls.push(call)
      c.set('call', call)
      return call
    },
    refuse: (c, fault) => refused(c, state, refusalOf(fault), fault.headers),
    report: () => state.courier.delivered(),
  })
}

async function readCall(c: Context): Promise<ApiCall> {
  const url = new URL(c.req.url)
  return {
    method: c.req.method,
    path: url.pathname,
    query: url.search.slice(1),
    body: await c.req.text(),
    account: c.req.header('stripe-account'),
    idempotencyKey: c.req.header('idempotency-key'),
  }
}

type Serving = { readonly route: Route; readonly keys: Map<Space, Idempotency> }

function serve(state: State, c: Context<ApiEnv>, { route, keys }: Serving): Response {
  const call = c.get('call')
  try {
    const space = authenticate(state, c.req.header('authorization'), call.account)
    const known = keys.get(space) ?? createIdempotency()
    keys.set(space, known)
    const act = byRequest(state, space, call.idempotencyKey ?? null)
    return answerOnce(c, { act, route, call, known })
  } catch (error) {
    const refusal = refusalIn(error)
    if (!refusal) throw error
    return refused(c, state, refusal)
  }
}

type Asked = { readonly act: Act; readonly route: Route; readonly call: ApiCall; readonly known: Idempotency }

function answerOnce(c: Context, asked: Asked): Response {
  const { act, call, known } = asked
  const key = call.method === 'POST' ? call.idempotencyKey : undefined
  if (key === undefined) return respond(c, answer(c, asked))
  const fingerprint = `${call.path}?${call.body}`
  const first = known.recall(key, fingerprint)
  if (first) return respond(c, first, { 'idempotency-key': key, 'idempotent-replayed': 'true' })
  const fresh = answer(c, asked)
  if (isFinal(fresh.status)) known.remember(key, fingerprint, fresh)
  return respond(c, fresh, { 'idempotency-key': key, 'original-request': act.request.id ?? '' })
}

/** What was refused before anything was done may be asked again under the same key. */
function isFinal(status: number): boolean {
  return status < 300 || status === 402 || status >= 500
}

function answer(c: Context, { act, route, call }: Asked): Answer {
  const params = parseForm(call.method === 'GET' ? call.query : call.body || call.query)
  const requestId = act.request.id ?? ''
  try {
    const paths = texts(params, 'expand')
    // A wrong path is refused before anything is changed.
    if (route.kind && call.method !== 'GET') expand(act.space, route.kind, {}, paths)
    const result = copy(route.handle({ act, id: c.req.param('id') ?? '', path: call.path, params }))
    if (route.kind) expand(act.space, route.kind, result, paths)
    return { status: 200, body: JSON.stringify(result, null, 2), requestId }
  } catch (error) {
    const refusal = refusalIn(error)
    if (!refusal) throw error
    return { status: refusal.status, body: JSON.stringify({ error: refusal.error }, null, 2), requestId }
  }
}

function refused(
  c: Context,
  state: State,
  refusal: Refusal,
  headers?: Readonly<Record<string, string>>,
): Response {
  const body = JSON.stringify({ error: refusal.error }, null, 2)
  return respond(c, { status: refusal.status, body, requestId: state.makeId('req', 14) }, headers)
}

function respond(
  c: Context,
  { status, body, requestId }: Answer,
  more?: Readonly<Record<string, string>>,
): Response {
  const headers = {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': c.req.header('stripe-version') ?? apiVersion,
    ...more,
  }
  return new Response(body, { status, headers })
}
