import type { Answer, Json, Sent } from './client.ts'
import { errorOf } from './errors.ts'
import type { PersonIds } from './person.ts'

/** An answer as it came over the wire; `usage` is Meta's count of the calls an account made. */
export type Replied = { readonly status: number; readonly raw: string; readonly usage?: string | undefined }

/** Errors before a byte of the request left this machine, so that trying again is safe. */
const beforeTheRequest = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Nobody was there to take it, as with an outage of Meta's. */
const unreached = errorOf(2).action

/** Reads an answer; `unreadable` when it is neither a result nor an error of Meta's. */
export function readAnswer({ status, raw }: Replied): Answer | 'unreadable' {
  const body = parse(raw)
  if (!body) return 'unreadable'
  const error = body.error as GraphError | undefined
  if (error) return { kind: 'error', code: error.code, subcode: error.error_subcode, text: textOf(error) }
  return status < 300 ? { kind: 'ok', body } : 'unreadable'
}

/** Reads the answer to a message. One that cannot be read says nothing about whether it was sent. */
export function readSent(replied: Replied): Sent {
  const answer = readAnswer(replied)
  if (answer === 'unreadable') return { kind: 'unknown', text: 'Meta gave no readable answer' }
  if (answer.kind === 'error') {
    const { text } = answer
    const code = codeOf(answer)
    const { action } = errorOf(code, replied.status)
    return { kind: 'refused', code, text, action, limitedMinutes: limitedMinutes(replied.usage) }
  }
  const messages = answer.body.messages as readonly { id?: string; message_status?: string }[] | undefined
  const { id: wamid, message_status: status = 'accepted' } = messages?.[0] ?? {}
  return wamid
    ? { kind: 'accepted', wamid, person: personOf(answer.body), isHeld: status !== 'accepted' }
    : { kind: 'unknown', text: 'Meta named no message id' }
}

/** What a call means that got no answer: nothing was sent, or nobody knows. */
export function readFailure(error: unknown): Sent {
  const code = (error as { code?: string }).code ?? 'unknown error'
  if (!beforeTheRequest.has(code))
    return { kind: 'unknown', text: `The connection broke before Meta answered (${code})` }
  const text = `Meta could not be reached (${code})`
  return { kind: 'refused', code: undefined, text, action: unreached, limitedMinutes: undefined }
}

type GraphError = {
  readonly code?: number
  readonly error_subcode?: number
  readonly message?: string
  readonly error_data?: { readonly details?: string }
  readonly error_user_msg?: string
}

/** Subcode 33 of the general 100: no such object, or none the token may see. It has a code of its own elsewhere. */
function codeOf({ code, subcode }: Extract<Answer, { kind: 'error' }>): number | undefined {
  return code === 100 && subcode === 33 ? 33 : code
}

function textOf({ error_user_msg, error_data, message }: GraphError): string {
  return error_user_msg ?? error_data?.details ?? message ?? 'Meta gave no reason'
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

/** The header holds, by account, lists of counts with the minutes until there is room again. */
function limitedMinutes(usage: string | undefined): number | undefined {
  const lists = Object.values(parse(usage ?? '') ?? {}).flat() as readonly {
    estimated_time_to_regain_access?: number
  }[]
  const minutes = lists.map((count) => Number(count?.estimated_time_to_regain_access) || 0)
  return Math.max(0, ...minutes) || undefined
}

function parse(raw: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
