import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { fetchStripeSignature } from '@stripe/ui-extension-sdk/utils'
import type {
  Answer,
  Ask,
  PanelError,
  PanelErrorCode,
  PanelPath,
} from '../../server/routes/panel/contract.ts'

/** What came of asking the server. */
export type Asked<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Why there is no answer: the server's own code and words, or that it could not be asked. */
export type Problem = {
  readonly code: PanelErrorCode | 'unreachable' | 'unknown-user' | 'signature-refused' | 'failed'
  /** In the server's words; empty where it said none. */
  readonly words: string
  /** What is wrong with each choice that has a field of its own. */
  readonly fields?: Readonly<Record<string, string>>
}

/** The Dashboard sets no time by which a request must be answered. What is changed is often asked of Meta first. */
const patienceMs = { read: 10_000, write: 30_000 }

/** Asks for something that changes nothing. */
export function read<Path extends PanelPath>(
  context: ExtensionContextValue,
  path: Path,
  ask: Ask<Path>,
): Promise<Asked<Answer<Path>>> {
  return send(context, { path, ask, requestId: undefined })
}

/** Asks for a change. Where no answer comes it is asked once more, and done once all the same. */
export async function write<Path extends PanelPath>(
  context: ExtensionContextValue,
  path: Path,
  ask: Ask<Path>,
): Promise<Asked<Answer<Path>>> {
  const request = { path, ask, requestId: crypto.randomUUID() }
  const first = await send(context, request)
  return first.kind === 'failed' && first.problem.code === 'unreachable' ? send(context, request) : first
}

type Request<Path extends PanelPath> = {
  readonly path: Path
  readonly ask: Ask<Path>
  readonly requestId: string | undefined
}

async function send<Path extends PanelPath>(
  context: ExtensionContextValue,
  { path, ask, requestId }: Request<Path>,
): Promise<Asked<Answer<Path>>> {
  const { id: userId, account } = context.userContext
  if (!userId) return failed('unknown-user')
  const body = JSON.stringify(ask)
  const claims = claimsOf(context, requestId)
  const signed = { method: 'POST', path, body_sha256: await sha256(body), ...claims }
  const signature = await fetchStripeSignature(signed).catch(() => undefined)
  if (!signature) return failed('signature-refused')
  const headers = {
    'content-type': 'application/json',
    'stripe-signature': signature,
    'paynudge-claims': inAscii(JSON.stringify({ ...claims, user_id: userId, account_id: account.id })),
  }
  const patience = requestId ? patienceMs.write : patienceMs.read
  return ended(fetchInTime(`${apiBase(context)}${path}`, { method: 'POST', headers, body }, patience))
}

/** In this order they are signed, and so the server reads them. */
function claimsOf({ userContext, environment }: ExtensionContextValue, requestId: string | undefined) {
  const roles = userContext.roles ?? []
  return {
    livemode: environment.mode === 'live',
    sandbox: userContext.account.isSandbox,
    stripe_roles: roles.map(({ id, name, type }) => ({ id: id ?? '', name, type })),
    ...(requestId ? { request_id: requestId } : {}),
  }
}

async function fetchInTime(url: string, request: RequestInit, withinMs: number): Promise<Response> {
  const impatience = new AbortController()
  const timer = setTimeout(() => impatience.abort(), withinMs)
  try {
    return await fetch(url, { ...request, signal: impatience.signal })
  } finally {
    clearTimeout(timer)
  }
}

async function ended<T>(response: Promise<Response>): Promise<Asked<T>> {
  try {
    const answer = await response
    const said = (await answer.json()) as T & PanelError
    if (answer.ok) return { kind: 'answered', answer: said }
    const { code = 'failed', error: words, fields = {} } = said
    return { kind: 'failed', problem: { code, words, fields } }
  } catch {
    return failed('unreachable')
  }
}

function failed<T>(code: Problem['code']): Asked<T> {
  return { kind: 'failed', problem: { code, words: '' } }
}

/** The manifest names it, so that the same panel serves every server. */
function apiBase({ environment }: ExtensionContextValue): string {
  return String(environment.constants?.API_BASE ?? '')
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Headers hold no other letters. */
function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
