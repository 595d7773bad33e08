import { FormData, Pool } from 'undici'
import { type Replied, readAnswer, readFailure, readSent } from './answers.ts'
import type { Action } from './errors.ts'
import type { PersonIds } from './person.ts'

/** Credentials of one linked number, or of the business account it belongs to. */
export type Credentials = { readonly phoneNumberId: string; readonly wabaId: string; readonly token: string }

/** A JSON object of the Graph API. */
export type Json = Readonly<Record<string, unknown>>

/** An answer of the Graph API that is no error, or the error Meta gives. */
export type Answer =
  | { readonly kind: 'ok'; readonly body: Json }
  | {
      readonly kind: 'error'
      readonly code: number | undefined
      readonly subcode?: number | undefined
      readonly text: string
    }

/** What became of a message handed to Meta. */
export type Sent =
  | {
      readonly kind: 'accepted'
      readonly wamid: string
      readonly person: PersonIds
      /** Meta keeps it until it has judged the text, and may still fail it. */
      readonly isHeld: boolean
    }
  /** Meta said no, or was not reached at all: nothing was sent. */
  | {
      readonly kind: 'refused'
      readonly code: number | undefined
      readonly text: string
      readonly action: Action
      /** How long Meta says its limit of calls holds; undefined when it does not say. */
      readonly limitedMinutes: number | undefined
    }
  /** The request went out and no answer came back. Only a status webhook can tell; it is never sent again. */
  | { readonly kind: 'unknown'; readonly text: string }

/** Which of Meta's two endpoints a message goes to: offers have one of their own. */
export type SendRoute = 'messages' | 'marketing_messages'

/** Meta's Graph API. */
export type WhatsApp = {
  /**
   * Hands over one message, once: it is never repeated here, whatever happens. Offers go to an endpoint of their own,
   * which passes them on to the usual one where the account has not been made ready for it.
   */
  readonly send: (credentials: Credentials, message: Json, route?: SendRoute) => Promise<Sent>
  /** Calls anything but a send. Throws when Meta cannot be reached. */
  readonly call: (token: string, method: Method, path: string, body?: Json) => Promise<Answer>
  /** Keeps a file at Meta for messages of this number. Throws when Meta cannot be reached. */
  readonly upload: (credentials: Credentials, file: File) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** A file for a message; `type` is its MIME type. */
export type File = { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string; readonly name: string }

/** A file that Meta keeps for one number, which alone may send it. */
export type Attachment = { readonly phoneNumberId: string; readonly id: string; readonly filename: string }

type Method = 'GET' | 'POST' | 'DELETE'

/** Meta may take its time; a request given up too early is one whose outcome nobody knows. */
const timeoutMs = 30_000
const connections = 256

/** Speaks to the Graph API at `base`, which ends with the version: `https://graph.facebook.com/v25.0`. */
export function createWhatsApp(base: string): WhatsApp {
  const { origin, pathname } = new URL(base)
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  async function request(
    token: string,
    method: Method,
    path: string,
    body?: Json | FormData,
  ): Promise<Replied> {
    const type = body instanceof FormData ? {} : { 'content-type': 'application/json' }
    const {
      statusCode,
      headers,
      body: answer,
    } = await pool.request({
      method,
      path: `${pathname.replace(/\/$/, '')}${path}`,
      headers: { authorization: `Bearer ${token}`, ...type },
      ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
    })
    const usage = headers['x-business-use-case-usage']
    return { status: statusCode, raw: await answer.text(), usage: usage && String(usage) }
  }

  async function ask(...asked: Parameters<typeof request>): Promise<Answer> {
    const replied = await request(...asked).catch((error: { code?: string }) => {
      const text = `WhatsApp (${origin}) cannot be reached: ${error.code ?? 'no answer'}. Try again`
      throw Object.assign(new Error(text), { isMetaAway: true })
    })
    const answer = readAnswer(replied)
    if (answer === 'unreadable')
      return { kind: 'error', code: undefined, text: 'Meta gave no readable answer' }
    // Meta repeats a token it does not like, and its words are shown and kept.
    const [token] = asked
    return answer.kind === 'ok' ? answer : { ...answer, text: answer.text.replaceAll(token, '•••') }
  }

  return {
    send: async ({ phoneNumberId, token }, message, route = 'messages') => {
      const policy = route === 'marketing_messages' ? { product_policy: 'CLOUD_API_FALLBACK' } : {}
      try {
        return readSent(await request(token, 'POST', `/${phoneNumberId}/${route}`, { ...message, ...policy }))
      } catch (error) {
        return readFailure(error)
      }
    },
    call: (token, method, path, body) => ask(token, method, path, body),
    upload: ({ phoneNumberId, token }, file) => ask(token, 'POST', `/${phoneNumberId}/media`, formOf(file)),
    close: () => pool.close(),
  }
}

/** Whether Meta could not be reached. */
export function isMetaAway(error: unknown): boolean {
  return error instanceof Error && 'isMetaAway' in error
}

function formOf({ bytes, type, name }: File): FormData {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', type)
  form.set('file', new Blob([bytes], { type }), name)
  return form
}
