import type { Answer, Credentials, Json, WhatsApp } from './client.ts'
import { besideApp } from './limits.ts'
import { everyPage } from './pages.ts'

/** A number as Meta shows it; what Meta does not tell is undefined. */
export type SeenNumber = {
  readonly displayPhone: string
  readonly verifiedName: string
  readonly status: string | undefined
  readonly quality: string | undefined
  readonly messagingLimit: string | undefined
  readonly throughput: string | undefined
}

/** Whether a number can be sent from, and if not, in words for the merchant; `warnings` are no hindrance. */
export type Checked =
  | { readonly kind: 'fine'; readonly number: SeenNumber; readonly warnings: readonly string[] }
  /** Meta would take it once it is registered with a PIN. */
  | { readonly kind: 'unregistered'; readonly why: string }
  /** Meta wants to see first that the number is the merchant's, by a code it sends there. */
  | { readonly kind: 'unverified'; readonly why: string }
  | NotFine

/** Why something cannot be done with a number, in words for the merchant, and which of what was said it is about. */
export type NotFine = {
  readonly kind: 'refused'
  readonly why: string
  readonly about: readonly SaidOfNumber[]
}
type SaidOfNumber = keyof Credentials | 'pin' | 'code'

const fields = [
  'verified_name',
  'display_phone_number',
  'status',
  'quality_rating',
  'code_verification_status',
  'throughput',
  'is_on_biz_app',
  'whatsapp_business_manager_messaging_limit',
  'health_status',
].join(',')

/**
 * Asks Meta whether the token opens this number, whether the number belongs to the business account, and whether it can
 * be sent from: https://developers.facebook.com/docs/whatsapp/business-management-api/manage-phone-numbers
 */
export async function checkNumber(whatsapp: WhatsApp, credentials: Credentials): Promise<Checked> {
  const { token, phoneNumberId, wabaId } = credentials
  const number = await whatsapp.call(token, 'GET', `/${phoneNumberId}?fields=${fields}`)
  if (number.kind === 'error') return refusedBy(number)
  const owned = await everyPage(whatsapp, token, `/${wabaId}/phone_numbers?fields=id`)
  if (owned.kind === 'error') return refusedBy(owned)
  if (!owned.rows.some(({ id }) => id === phoneNumberId))
    return refuse(
      `The number ${phoneNumberId} does not belong to the business account ${wabaId}. Copy both ids from the same page of API Setup.`,
      'phoneNumberId',
      'wabaId',
    )
  return judge(number.body)
}

/** What Meta says of a number now; undefined when it does not say. */
export async function seeNumber(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Pick<Credentials, 'token' | 'phoneNumberId'>,
): Promise<SeenNumber | undefined> {
  const answer = await whatsapp.call(token, 'GET', `/${phoneNumberId}?fields=${fields}`)
  return answer.kind === 'ok' ? seenIn(answer.body) : undefined
}

/**
 * The business portfolio that owns a WhatsApp Business Account, by Meta's id; undefined when Meta does not say:
 * https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account
 */
export async function seePortfolio(
  whatsapp: WhatsApp,
  { token, wabaId }: Pick<Credentials, 'token' | 'wabaId'>,
): Promise<string | undefined> {
  const answer = await whatsapp.call(token, 'GET', `/${wabaId}?fields=owner_business_info`)
  if (answer.kind === 'error') return undefined
  return textOf((answer.body.owner_business_info as Json | undefined)?.id)
}

/** Registers a number with the Cloud API. Meta allows ten tries in three days. */
export async function registerNumber(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Credentials,
  pin: string,
): Promise<{ readonly kind: 'registered' } | NotFine> {
  const body = { messaging_product: 'whatsapp', pin }
  const answer = await whatsapp.call(token, 'POST', `/${phoneNumberId}/register`, body)
  return answer.kind === 'ok' ? { kind: 'registered' } : notRegistered(answer)
}

/** How a code reaches a number: by text message, or read out in a call. */
export const codeWays = ['SMS', 'VOICE'] as const
export type CodeWay = (typeof codeWays)[number]

/**
 * Has Meta send a code to a number, in a language such as `en_US`; undefined when Meta did, else why it did not:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers#verify-phone-numbers
 */
export async function requestCode(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Pick<Credentials, 'token' | 'phoneNumberId'>,
  { way, language }: { readonly way: CodeWay; readonly language: string },
): Promise<NotFine | undefined> {
  const body = { code_method: way, language }
  const answer = await whatsapp.call(token, 'POST', `/${phoneNumberId}/request_code`, body)
  return answer.kind === 'ok' ? undefined : notConfirmed(answer, 'Meta sent no code')
}

/** Shows Meta the code it sent; undefined when it is the right one, else why it is not. */
export async function verifyCode(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Pick<Credentials, 'token' | 'phoneNumberId'>,
  code: string,
): Promise<NotFine | undefined> {
  const answer = await whatsapp.call(token, 'POST', `/${phoneNumberId}/verify_code`, { code })
  return answer.kind === 'ok' ? undefined : notConfirmed(answer, 'Meta did not take the code', 'code')
}

/** Where an account's webhooks go instead of the app's own address. */
export type OwnCallback = { readonly url: string; readonly verifyToken: string }

/** Has the account's webhooks sent to the app of the token; undefined when Meta did, else why it did not. */
export async function subscribeApp(
  whatsapp: WhatsApp,
  { token, wabaId }: Credentials,
  callback: OwnCallback | undefined,
): Promise<string | undefined> {
  const body = callback && { override_callback_uri: callback.url, verify_token: callback.verifyToken }
  const answer = await whatsapp.call(token, 'POST', `/${wabaId}/subscribed_apps`, body)
  if (answer.kind === 'ok') return undefined
  return callback
    ? `Meta could not reach ${callback.url}: ${answer.text}. Start the server at its public address, then try again.`
    : `Meta did not subscribe the webhooks of the business account ${wabaId}: ${answer.text}`
}

/** Has the account's webhooks sent to the app no more. What Meta says to that does not matter: nothing is awaited. */
export async function unsubscribeApp(
  whatsapp: WhatsApp,
  { token, wabaId }: Pick<Credentials, 'token' | 'wabaId'>,
): Promise<boolean> {
  const answer = await whatsapp.call(token, 'DELETE', `/${wabaId}/subscribed_apps`)
  return answer.kind === 'ok'
}

function judge(body: Json): Checked {
  const number = seenIn(body)
  const isVerified = body.code_verification_status === 'VERIFIED'
  if (number.status === 'CONNECTED') return healthOf(body, number)
  if (number.status && unregisteredStatuses.includes(number.status))
    return isVerified
      ? {
          kind: 'unregistered',
          why: 'Meta has not registered this number for the Cloud API yet. Link it with its six-digit PIN; where it has none, the one you choose now becomes it.',
        }
      : { kind: 'unverified', why: unverified }
  return refuse(statusWords[number.status ?? ''] ?? unknownStatus(number.status))
}

const unverified =
  'Meta has not confirmed yet that this number is yours. Have a code sent to it, and link it with that code.'

/** The statuses of a number that is waiting to be registered. */
const unregisteredStatuses = ['PENDING', 'UNVERIFIED', 'DISCONNECTED', 'OFFLINE']

const statusWords: Readonly<Record<string, string>> = {
  BANNED: 'Meta has banned this number. See Business Support Home at Meta for the reason and an appeal.',
  RESTRICTED: 'Meta has restricted this number. See Business Support Home at Meta until when, and why.',
  FLAGGED:
    'Meta has flagged this number for its low quality. Wait until WhatsApp Manager shows it as connected.',
  RATE_LIMITED: 'Meta lets this number send no more for now. Try again tomorrow.',
  MIGRATED: 'This number has moved to another business account. Link it there.',
  MIGRATING: 'This number is moving to another business account. Link it there once that is done.',
  DELETED: 'This number was deleted at Meta. Add it in WhatsApp Manager again, or link another.',
}

function unknownStatus(status = 'none'): string {
  return `Meta shows this number as ${status}, and it can only be sent from once it is CONNECTED. See WhatsApp Manager.`
}

type Health = {
  readonly can_send_message?: string
  readonly entities?: readonly {
    readonly entity_type?: string
    readonly can_send_message?: string
    readonly errors?: readonly { readonly error_description?: string; readonly possible_solution?: string }[]
  }[]
}

function healthOf(body: Json, number: SeenNumber): Checked {
  const health = (body.health_status ?? {}) as Health
  const reasons = healthWords(health)
  if (health.can_send_message === 'BLOCKED') return refuse(`Meta lets this number send nothing. ${reasons}`)
  const warnings = [
    ...(health.can_send_message === 'LIMITED' ? [`Meta limits what this number may send. ${reasons}`] : []),
    ...(number.quality === 'RED'
      ? ['Meta rates the quality of this number as low: people block or report it.']
      : []),
  ]
  return { kind: 'fine', number, warnings }
}

function healthWords({ entities = [] }: Health): string {
  const errors = entities
    .filter(({ can_send_message }) => can_send_message !== 'AVAILABLE')
    .flatMap(({ errors = [] }) => errors)
  const said = errors.map(({ error_description: what = '', possible_solution: how = '' }) =>
    `${what} ${how}`.trim(),
  )
  return said.length > 0 ? said.join(' ') : 'See the number’s health in WhatsApp Manager.'
}

function seenIn(body: Json): SeenNumber {
  return {
    displayPhone: String(body.display_phone_number),
    verifiedName: String(body.verified_name),
    status: textOf(body.status),
    quality: textOf(body.quality_rating),
    messagingLimit: textOf(body.whatsapp_business_manager_messaging_limit),
    throughput:
      body.is_on_biz_app === true ? besideApp : textOf((body.throughput as Json | undefined)?.level),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

type MetaError = Extract<Answer, { kind: 'error' }>

function refusedBy({ code, text }: MetaError): NotFine {
  if (code === 190)
    return refuse(
      'Meta does not accept the token: it is wrong or has expired. Make a new one for a system user.',
      'token',
    )
  if (code === 100)
    return refuse(
      'Meta knows no such number, or the token may not see it. Compare both ids with API Setup: they are easily swapped.',
      'phoneNumberId',
      'wabaId',
    )
  if (code === 10 || (code !== undefined && code >= 200 && code < 300))
    return refuse(
      'The token may not manage this number. Give its system user the business account, with whatsapp_business_management.',
      'token',
    )
  return refuse(`Meta refused: ${text}`)
}

function notRegistered(error: MetaError): NotFine {
  switch (error.code) {
    case 133005:
      return refuse(
        'The PIN is not the one Meta has for this number. Look it up, or set a new one in WhatsApp Manager.',
        'pin',
      )
    case 133006:
      return refuse(unverified)
    case 133008:
    case 133009:
      return refuse('The PIN was wrong too often. Wait a while before you try again.', 'pin')
    case 133016:
      return refuse(
        'This number was registered ten times in three days, which is all Meta allows. Try again in three days.',
      )
    default:
      return refusedBy(error)
  }
}

/** Of a code Meta says best itself what is wrong: it came too often, is not right, or has ended. */
function notConfirmed(error: MetaError, what: string, ...about: readonly SaidOfNumber[]): NotFine {
  const isAboutCode = error.code === 136024 || error.code === 136025
  return isAboutCode ? refuse(`${what}. ${error.text}`, ...about) : refusedBy(error)
}

function refuse(why: string, ...about: readonly SaidOfNumber[]): NotFine {
  return { kind: 'refused', why, about }
}
