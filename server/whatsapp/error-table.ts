import type { AlarmKind } from '../domain/alarms.ts'
import type { PauseScope } from '../domain/pauses.ts'
import type { Action, ErrorRow, Patience } from './errors.ts'

// Meta's codes for messages, from its own page and from what others met:
// https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes

/** Meta could not reach the person. */
export const unreachableCode = 131026
/** Meta spared the person an offer. */
export const enoughOffersCode = 131049

/** A number writes too many messages a second. */
export const tooFastCode = 130429
/** The access token is refused. */
export const tokenCodes: readonly number[] = [190, 0]
/** A text was too long with its values in it. */
export const tooLongCode = 132005

/** Errors that say a shopper does not want or cannot get our messages, or that Meta thinks so. */
export const complaintCodes: readonly number[] = [unreachableCode, 131048, enoughOffersCode]

const soon: Patience = { firstSeconds: 30, factor: 2, longestSeconds: 30 * 60, triesAtMost: 20 }
const inAMoment: Patience = { firstSeconds: 15, factor: 2, longestSeconds: 10 * 60, triesAtMost: 20 }
const inMinutes: Patience = { firstSeconds: 120, factor: 1, longestSeconds: 120, triesAtMost: 20 }
const inTenMinutes: Patience = { firstSeconds: 600, factor: 1, longestSeconds: 600, triesAtMost: 6 }
const afterAQuarter: Patience = { firstSeconds: 900, factor: 2, longestSeconds: 3_600, triesAtMost: 12 }
const threeTimes: Patience = { firstSeconds: 120, factor: 2, longestSeconds: 480, triesAtMost: 3 }
const onceMore: Patience = { firstSeconds: 60, factor: 1, longestSeconds: 60, triesAtMost: 2 }
/** 4^n seconds, as Meta advises. */
const forThePair: Patience = { firstSeconds: 1, factor: 4, longestSeconds: 1_024, triesAtMost: 7 }

const hour = 60
const aFewHours = 4 * hour

/** Every code a message may be refused with, at once or in a status, that we know. */
export const rows: readonly ErrorRow[] = [
  {
    codes: [0, 190],
    says: 'Meta does not accept the access token of your WhatsApp account: it has expired or was revoked.',
    action: pause('account', 'token-refused', hour),
  },
  {
    codes: [3, 10, ...from(200, 299), 131005],
    says: 'Your WhatsApp access token lacks a permission.',
    action: pause('account', 'permission-missing', hour),
  },
  { codes: [1, 2, 131016, 133004], says: 'WhatsApp was not available.', action: retry(soon) },
  {
    codes: [4, 80007, 80008],
    says: 'Meta’s limit of calls for your account was reached.',
    action: retry(afterAQuarter),
  },
  {
    codes: [33],
    says: 'Meta knows your WhatsApp number no more, or your token may not see it.',
    action: pause('number', 'number-unusable', hour),
  },
  {
    codes: [100, 131008, 131009, 131051, 131055, 132008, 132012, 132018, 134100, 135000],
    says: 'Meta did not like how this message was made; that is a fault of Paynudge.',
    action: ask('template', 'message-malformed'),
  },
  {
    codes: [tooLongCode],
    says: 'With its values in it, this message was longer than Meta allows.',
    action: { kind: 'shorten', scope: 'template', alarm: 'message-malformed' },
  },
  {
    codes: [368],
    says: 'Meta has restricted your WhatsApp account for breaking its policies.',
    action: pause('account', 'account-restricted', aFewHours),
  },
  {
    codes: [130429],
    says: 'Your number wrote more messages a second than Meta allows.',
    action: retry(inAMoment),
  },
  {
    codes: [130472],
    says: 'Meta holds offers back from this customer as part of an experiment of its own.',
    action: { kind: 'drop' },
  },
  {
    codes: [130497],
    says: 'Meta does not let your WhatsApp account write to people of this country.',
    action: pause('country', 'country-refused', 24 * hour),
  },
  { codes: [131000], says: 'WhatsApp failed without saying why.', action: retry(threeTimes) },
  {
    codes: [131014, 131052, 131053],
    says: 'Meta could not fetch or store the file of this message.',
    action: retry(onceMore),
  },
  { codes: [131021], says: 'The customer’s number is your own.', action: { kind: 'drop' } },
  {
    codes: [unreachableCode],
    says: 'WhatsApp cannot deliver to this customer: they have no WhatsApp, an old one, or blocked you.',
    action: { kind: 'unreachable' },
  },
  {
    codes: [131030],
    says: 'You write from a test number, and this customer is not on its list.',
    action: ask('number', 'test-number'),
  },
  {
    codes: [131031],
    says: 'Meta has locked your WhatsApp account.',
    action: pause('account', 'account-locked', hour),
  },
  {
    codes: [131037, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016],
    says: 'Your WhatsApp number is not ready to send: it has to be registered, verified, or its name approved.',
    action: pause('number', 'number-unusable', hour),
  },
  {
    codes: [131042, 131044],
    says: 'Meta cannot charge your WhatsApp account.',
    action: pause('account', 'billing-failed', hour),
  },
  {
    codes: [131047],
    says: 'More than 24 hours have passed since this customer last wrote, so only a text Meta approved may go out.',
    action: { kind: 'drop' },
  },
  {
    codes: [131048],
    says: 'Meta limits your number, because people blocked or reported it.',
    action: pause('number', 'number-limited', aFewHours),
  },
  {
    codes: [enoughOffersCode],
    says: 'Meta chose not to deliver this offer: the customer had enough of them, or has a number of the United States.',
    action: { kind: 'drop' },
  },
  { codes: [131050], says: 'This customer stopped your offers in WhatsApp.', action: { kind: 'opted-out' } },
  {
    codes: [131056],
    says: 'This customer was written to several times within seconds.',
    action: retry(forThePair),
  },
  {
    codes: [131057, 2494100],
    says: 'Your WhatsApp number is being upgraded by Meta.',
    action: retry(inMinutes),
  },
  {
    codes: [131062],
    says: 'Meta wants this customer’s phone number for such a message, and hides it.',
    action: { kind: 'drop' },
  },
  {
    codes: [131063, 134011, 134102],
    says: 'Meta sends such messages for you only after you accepted its terms.',
    action: ask('account', 'terms-not-accepted'),
  },
  {
    codes: [131064],
    says: 'Meta stopped your texts for a while, because texts were handed in under a wrong category.',
    action: pause('account', 'texts-blocked', aFewHours),
  },
  {
    codes: [132000],
    says: 'The text at Meta has other variables than the one here.',
    action: pause('template', 'template-out-of-step', hour),
  },
  {
    codes: [132001],
    says: 'Meta has no approved version of this text in this language.',
    action: pause('template', 'template-unusable', hour),
  },
  {
    codes: [132007],
    says: 'Meta says that this text breaks its policies.',
    action: pause('template', 'template-unusable', hour),
  },
  {
    codes: [132015],
    says: 'Meta has paused this text, as people marked it as unwanted or Meta still judges it.',
    action: pause('template', 'template-paused', hour),
  },
  {
    codes: [132016],
    says: 'Meta has disabled this text for good.',
    action: pause('template', 'template-unusable', 6 * hour),
  },
  {
    codes: [132068, 132069, 139200],
    says: 'Meta does not send messages of this kind for you.',
    action: { kind: 'drop' },
  },
  {
    codes: [134101],
    says: 'Meta is still making this text ready for offers, which takes up to ten minutes.',
    action: retry(inTenMinutes),
  },
]

function retry(patience: Patience): Action {
  return { kind: 'retry', patience }
}

function pause(scope: PauseScope, alarm: AlarmKind, restMinutes: number): Action {
  return { kind: 'pause', scope, alarm, restMinutes }
}

function ask(scope: PauseScope, alarm: AlarmKind): Action {
  return { kind: 'ask', scope, alarm }
}

function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
