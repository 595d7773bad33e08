import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A request Meta refuses, before it is put into Meta's words. */
export type Refusal = {
  readonly code: number
  readonly subcode?: number
  readonly httpStatus?: number
  readonly message?: string
  readonly details?: string
  /** What a merchant is shown when a template cannot be created. */
  readonly title?: string
  readonly userMessage?: string
}

/** Meta's sentences for its codes, and the HTTP status where it is not 400 (facts section 3). */
const known: Readonly<Record<number, readonly [message: string, httpStatus?: number]>> = {
  1: ['API Unknown', 500],
  2: ['API Service', 503],
  4: ['Application request limit reached'],
  10: ['Application does not have permission for this action', 403],
  33: ['Parameter value is not valid'],
  100: ['Invalid parameter'],
  80008: ['There have been too many calls to this WhatsApp Business account. Wait a bit and try again.'],
  131053: ['Media upload error'],
  190: ['Invalid OAuth access token - Cannot parse access token', 401],
  368: ['Temporarily blocked for policies violations', 403],
  130429: ['Rate limit hit'],
  130472: ["User's number is part of an experiment"],
  131000: ['Something went wrong', 500],
  131008: ['Required parameter is missing'],
  131009: ['Parameter value is not valid'],
  131016: ['Service unavailable', 500],
  131021: ['Recipient cannot be sender'],
  131026: ['Message undeliverable'],
  131030: ['Recipient phone number not in allowed list'],
  131042: ['Business eligibility payment issue'],
  131047: ['Re-engagement message'],
  131048: ['Spam rate limit hit'],
  131049: ['This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: ['Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.'],
  131051: ['Unsupported message type'],
  131055: ['Method not allowed'],
  131056: ['(Business Account, Consumer Account) pair rate limit hit'],
  131057: ['Account in maintenance mode', 500],
  131059: ['Invalid pagination cursor'],
  132000: ['Number of parameters does not match the expected number of params'],
  132001: ['Template name does not exist in the translation', 404],
  132005: ['Translated text too long'],
  132012: ['Parameter format does not match format in the created template'],
  132015: ['Template is paused'],
  132016: ['Template is disabled'],
  132018: ['There was an issue with the parameters in your template'],
  133005: ['Two step verification PIN mismatch'],
  133006: ['Phone number re-verification needed'],
  133008: ['Too many two step verification PIN guesses'],
  133010: ['Phone number not registered'],
  133016: ['Account register/deregister rate limit exceeded'],
  136024: ['Request code error'],
  136025: ['Verify code error'],
}

/** The codes Meta reports in a `failed` status after it accepted the message, not in the answer. */
export const lateCodes: ReadonlySet<number> = new Set([130472, 131026, 131049, 131050])

/** The HTTP status Meta answers this refusal with. */
export function httpStatusOf(refusal: Refusal): ContentfulStatusCode {
  return (refusal.httpStatus ?? known[refusal.code]?.[1] ?? 400) as ContentfulStatusCode
}

/** The body of Meta's answer to a request it refuses. */
export function errorBody(refusal: Refusal, trace: string) {
  const { code, subcode, details, title, userMessage } = refusal
  return {
    error: {
      message: `(#${code}) ${sentenceOf(refusal)}`,
      type: 'OAuthException',
      code,
      ...(details && { error_data: { messaging_product: 'whatsapp', details } }),
      ...(subcode && { error_subcode: subcode, is_transient: false }),
      ...(title && { error_user_title: title }),
      ...(userMessage && { error_user_msg: userMessage }),
      fbtrace_id: trace,
    },
  }
}

/** The same refusal as it stands in the `errors` of a `failed` status. */
export function statusError(refusal: Refusal) {
  const sentence = sentenceOf(refusal)
  return {
    code: refusal.code,
    title: sentence,
    message: sentence,
    error_data: { details: refusal.details ?? sentence },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}

/** A refusal to create a template, with the words a merchant is shown. */
export function invalid(subcode: number, title: string, userMessage: string): Refusal {
  return { code: 100, subcode, title, userMessage }
}

/** Refuses a component of a template that lacks a field Meta needs. */
export function missing(type: string, field: string): Refusal {
  return invalid(
    2388043,
    'Message template "components" param is missing expected field(s)',
    `component of type ${type} is missing expected field(s) (${field})`,
  )
}

function sentenceOf(refusal: Refusal): string {
  return refusal.message ?? known[refusal.code]?.[0] ?? 'Unknown error'
}
