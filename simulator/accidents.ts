import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, MiddlewareHandler } from 'hono'
import type { Accident, Faults } from './faults.ts'

/** What a stand-in must know of its callers' connections. */
export type Wired = { readonly Bindings: HttpBindings }

/** How one stand-in reads a call, refuses it and reports what it gave rise to. */
type Manners<E extends Wired, Call, Refused, Further> = {
  readonly faults: Faults<Call, Refused, Further>
  readonly read: (c: Context<E>) => Call | Promise<Call>
  /** Undefined when the call is to be carried out all the same, and fails later. */
  readonly refuse: (c: Context<E>, refused: Refused) => Response | undefined
  /** Reports at once what would be reported after the answer. */
  readonly report: (c: Context<E>) => Promise<void>
}

/** Lets every call meet what was arranged for it, on its way in and on its way out. */
export function meetFaults<E extends Wired, Call, Refused extends object, Further = unknown>(
  manners: Manners<E, Call, Refused, Further>,
): MiddlewareHandler<E> {
  const { faults, read, refuse, report } = manners
  return async (c, next) => {
    const call = await read(c)
    const fault = await faults.meet(call)
    const accident = fault && 'accident' in fault ? fault.accident : undefined
    const refused = fault && !('accident' in fault) ? refuse(c, fault) : stopBefore(c, accident)
    if (refused) return refused
    await next()
    await faults.carriedOut(call)
    if (accident === 'webhook-before-response') await report(c)
    const lost = loseAnswer(c, accident)
    if (!lost) return
    // Hono would mix the two answers' headers.
    c.res = undefined
    c.res = lost
  }
}

/** Whether nothing was answered, and nothing will be. */
export function isUnanswered(c: Context): boolean {
  return c.res === RESPONSE_ALREADY_SENT
}

function stopBefore<E extends Wired>(c: Context<E>, accident: Accident | undefined): Response | undefined {
  if (accident === 'reset-before') return cut(c)
  return accident === 'unavailable' ? page(503, 'Service Unavailable') : undefined
}

function loseAnswer<E extends Wired>(c: Context<E>, accident: Accident | undefined): Response | undefined {
  if (accident === 'reset-after') return cut(c)
  if (accident === 'hang') return RESPONSE_ALREADY_SENT
  return accident === 'gateway-error' ? page(502, 'Bad Gateway') : undefined
}

function cut<E extends Wired>(c: Context<E>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

function page(status: number, reason: string): Response {
  const html = `<html><body><h1>${status} ${reason}</h1></body></html>`
  return new Response(html, { status, headers: { 'content-type': 'text/html' } })
}
