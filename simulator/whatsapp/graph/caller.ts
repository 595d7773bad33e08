import type { Context } from 'hono'
import type { Wired } from '../../accidents.ts'
import type { Accepted } from '../accept.ts'
import type { Call } from '../call.ts'
import { errorBody, httpStatusOf, type Refusal } from '../errors.ts'
import { asObject, type Json } from '../json.ts'
import type { BusinessNumber, State } from '../state.ts'
import type { Template } from '../template.ts'

/** Who calls: a token, the app it belongs to and the accounts it may use. */
export type Caller = { readonly token: string; readonly app: string; readonly wabaIds: ReadonlySet<string> }

/** What a Graph route has at hand: the call, who calls, and what becomes of a message. */
export type GraphEnv = Wired & {
  readonly Variables: {
    readonly call: Call
    readonly caller: Caller
    /** Why a message that is taken now fails later. */
    readonly late: Refusal | undefined
    /** The message this call handed over. */
    readonly accepted: Accepted | undefined
  }
}

/** The caller with this token; undefined when no number was added with it. */
export function findCaller(state: State, token: string | undefined): Caller | undefined {
  const numbers = [...state.numbers.values()].filter((number) => number.token === token)
  const app = numbers[0]?.app
  if (!token || !app || isOver(state, token)) return undefined
  const { wabaIds = numbers.map((number) => number.wabaId) } = state.tokens.get(token) ?? {}
  return { token, app, wabaIds: new Set(wabaIds) }
}

function isOver({ tokens, clock }: State, token: string): boolean {
  const { expiresAt } = tokens.get(token) ?? {}
  return expiresAt !== undefined && Temporal.Instant.compare(clock.now(), expiresAt) >= 0
}

/** The number with this id, when the caller may use it. */
export function numberOf(state: State, caller: Caller, id: string): BusinessNumber | undefined {
  const number = state.numbers.get(id)
  return number && caller.wabaIds.has(number.wabaId) ? number : undefined
}

/** The template with this id, when the caller may use it. */
export function templateOf(state: State, caller: Caller, id: string): Template | undefined {
  const template = state.templates.get(id)
  return template && caller.wabaIds.has(template.wabaId) ? template : undefined
}

/** Answers in Meta's shape of an error. */
export function refusal(state: State, c: Context<GraphEnv>, refused: Refusal) {
  return c.json(errorBody(refused, state.ids.trace()), httpStatusOf(refused))
}

/** Answers that there is no such object, or that the token may not see it; Meta does not tell which. */
export function unknownObject(state: State, c: Context<GraphEnv>, id: string) {
  const message = `Unsupported ${c.req.method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`
  return refusal(state, c, { code: 100, subcode: 33, message })
}

/** The body of a request as an object, from JSON or from a form; an empty one when it is neither. */
export async function bodyOf(c: Context<GraphEnv>): Promise<Json> {
  const type = c.req.header('content-type') ?? ''
  if (type.includes('form')) return asObject(await c.req.parseBody().catch(() => ({})))
  return asObject(await c.req.json().catch(() => ({})))
}

/** Only the fields somebody asked for, and always the id. */
export function pick(fields: string | undefined, whole: Json, usual: readonly string[]): Json {
  const wanted = new Set(['id', ...(fields ? fields.split(',').map((field) => field.trim()) : usual)])
  return Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.has(name)))
}
