import { Pool } from 'undici'
import { type Advice, adviceFor } from './errors.ts'
import type { PersonIds } from './person.ts'

/** Credentials of one linked number, or of the business account it belongs to. */
export type Credentials = { readonly phoneNumberId: string; readonly wabaId: string; readonly token: string }

/** What became of a message handed to Meta. */
export type Sent =
  | { readonly kind: 'accepted'; readonly wamid: string; readonly person: PersonIds }
  /** Meta said no, or was not reached at all: nothing was sent. */
  | {
      readonly kind: 'refused'
      readonly code: number | undefined
      readonly text: string
      readonly advice: Advice
    }
  /** The request went out and no answer came back. Only a status webhook can tell; it is never sent again. */
  | { readonly kind: 'unknown'; readonly text: string }

/** An answer of the Graph API that is no error, or the error Meta gives. */
export type Answer =
  | { readonly kind: 'ok'; readonly body: Json }
  | { readonly kind: 'error'; readonly code: number | undefined; readonly text: string }

/** A JSON object of the Graph API. */
export type Json = Readonly<Record<string, unknown>>

/** Meta's Graph API. */
export type WhatsApp = {
  readonly send: (credentials: Credentials, message: Json) => Promise<Sent>
  /** Calls anything but a send. Throws when Meta cannot be reached. */
  readonly call: (
    token: string,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: Json,
  ) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** Meta may take its time; a request given up too early is one whose outcome nobody knows. */
const timeoutMs = 30_000
const connections = 256

/** Errors before a byte of the request left this machine, so that trying again is safe. */
const beforeTheRequest = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Speaks to the Graph API at `base`, which ends with the version: `https://graph.facebook.com/v25.0`. */
export function createWhatsApp(base: string): WhatsApp {
  const { origin, pathname } = new URL(base)
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  async function request(token: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: Json) {
    const { statusCode, body: answer } = await pool.request({
      method,
      path: `${pathname.replace(/\/$/, '')}${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return readAnswer(statusCode, await answer.text())
  }

  return {
    send: async ({ phoneNumberId, token }, message) => {
      try {
        return readSent(await request(token, 'POST', `/${phoneNumberId}/messages`, message))
      } catch (error) {
        return readFailure(error)
      }
    },
    call: async (token, method, path, body) => {
      const answer = await request(token, method, path, body).catch((error: { code?: string }) => {
        throw new Error(`WhatsApp (${origin}) cannot be reached: ${error.code ?? 'no answer'}. Try again`)
      })
      return answer === 'unreadable'
        ? { kind: 'error', code: undefined, text: 'Meta gave no readable answer' }
        : answer
    },
    close: () => pool.close(),
  }
}

function readAnswer(status: number, raw: string): Answer | 'unreadable' {
  const body = parse(raw)
  if (!body) return 'unreadable'
  const error = body.error as
    | { code?: number; message?: string; error_data?: { details?: string } }
    | undefined
  if (error) return { kind: 'error', code: error.code, text: errorText(error) }
  return status < 300 ? { kind: 'ok', body } : 'unreadable'
}

function errorText(error: {
  message?: string
  error_data?: { details?: string }
  error_user_msg?: string
}): string {
  return error.error_user_msg ?? error.error_data?.details ?? error.message ?? 'Meta gave no reason'
}

function readSent(answer: Answer | 'unreadable'): Sent {
  if (answer === 'unreadable') return { kind: 'unknown', text: 'Meta gave no readable answer' }
  if (answer.kind === 'error') {
    return { kind: 'refused', code: answer.code, text: answer.text, advice: adviceFor(answer.code) }
  }
  const wamid = (answer.body.messages as readonly { id?: string }[] | undefined)?.[0]?.id
  return wamid
    ? { kind: 'accepted', wamid, person: personOf(answer.body) }
    : { kind: 'unknown', text: 'Meta named no message id' }
}

/** Whom Meta says the message goes to; either id may be missing. */
function personOf({ contacts }: Json): PersonIds {
  const [contact] = (contacts ?? []) as readonly {
    wa_id?: string
    user_id?: string
    parent_user_id?: string
  }[]
  return { waId: contact?.wa_id, bsuid: contact?.user_id, parentBsuid: contact?.parent_user_id }
}

function readFailure(error: unknown): Sent {
  const code = (error as { code?: string }).code ?? 'unknown error'
  if (beforeTheRequest.has(code)) {
    return { kind: 'refused', code: undefined, text: `Meta could not be reached (${code})`, advice: 'retry' }
  }
  return { kind: 'unknown', text: `The connection broke before Meta answered (${code})` }
}

function parse(raw: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
