import type { AccountKey } from '../domain/account.ts'
import { aboutCountry, aboutTemplate, type PausePlace, type PauseScope } from '../domain/pauses.ts'
import { countryOfPerson } from '../domain/user-id.ts'
import { appendConsent, readLedger } from '../store/consents.ts'
import type { Tx } from '../store/database.ts'
import { addPause, endPause, readPauses } from '../store/pauses.ts'
import { complaintCodes } from '../whatsapp/error-table.ts'
import type { Action } from '../whatsapp/errors.ts'
import { complained } from './duties/brake-flows.ts'

/** The ways a message went: Meta may refuse each of them as a whole. */
export type Route = {
  readonly account: AccountKey
  readonly wabaId: string
  readonly phoneNumberId: string
  /** The text by Meta's name and language; undefined for what is made of none. */
  readonly template: { readonly name: string; readonly language: string } | undefined
  /** A phone (E.164), or an id of Meta's. */
  readonly to: string
}

/** An error Meta gave for one message. */
export type MetaError = {
  readonly code: number
  readonly text: string
  readonly action: Action
  readonly shopperId: string
  readonly sendId: string
}

/** How long a merchant is reminded of what only they can mend, unless a message goes through before. */
const remindMinutes = 24 * 60

/** Does what an error asks for besides its message's own fate. Returns until when its way is paused, if it is. */
export async function actOnError(
  tx: Tx,
  route: Route,
  { code, text, action, shopperId, sendId }: MetaError,
  now: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  if (complaintCodes.includes(code)) await complained(tx, route.account, now)
  const cause = { code, phoneNumberId: route.phoneNumberId, detail: `${code}: ${text}` }
  switch (action.kind) {
    case 'retry':
    case 'drop':
    case 'unreachable':
      return undefined
    case 'opted-out':
      await stopOffers(tx, route.account, { shopperId, sourceRef: `${code}:${sendId}` }, now)
      return undefined
    case 'shorten':
    case 'ask': {
      const { alarm } = action
      const restMinutes = remindMinutes
      await addPause(
        tx,
        route.account,
        { ...placeOf(route, action.scope), ...cause, alarm, state: 'trial', restMinutes },
        now,
      )
      return undefined
    }
    case 'pause': {
      const { alarm, restMinutes } = action
      return addPause(
        tx,
        route.account,
        { ...placeOf(route, action.scope), ...cause, alarm, state: 'paused', restMinutes },
        now,
      )
    }
  }
}

/** A message that got through proves that its way is open: what was on trial is mended. */
export async function proveRoute(tx: Tx, route: Route, now: Temporal.Instant): Promise<void> {
  const scopes = ['account', 'number', 'template', 'country'] as const
  const places = scopes.map((scope) => placeOf(route, scope))
  const pauses = await readPauses(tx, route.account, places)
  for (const pause of pauses) if (pause.state === 'trial') await endPause(tx, pause, now)
}

function placeOf({ wabaId, phoneNumberId, template, to }: Route, scope: PauseScope): PausePlace {
  switch (scope) {
    case 'account':
      return { scope, about: wabaId }
    case 'number':
      return { scope, about: phoneNumberId }
    case 'template':
      // Without its text, the whole number is the way it went.
      return template
        ? { scope, about: aboutTemplate({ wabaId, ...template }) }
        : { scope: 'number', about: phoneNumberId }
    case 'country': {
      const country = countryOfPerson(to)
      return country
        ? { scope, about: aboutCountry({ wabaId, country }) }
        : { scope: 'number', about: phoneNumberId }
    }
  }
}

/** Meta says that the shopper stopped offers in WhatsApp: it is their word, whichever way we hear of it. */
async function stopOffers(
  tx: Tx,
  account: AccountKey,
  { shopperId, sourceRef }: { readonly shopperId: string; readonly sourceRef: string },
  now: Temporal.Instant,
) {
  const ledger = await readLedger(tx, account, shopperId)
  if (ledger.some((entry) => entry.source === 'meta' && entry.sourceRef === sourceRef)) return
  await complained(tx, account, now)
  const said = { purpose: 'marketing', state: 'withdrawn', source: 'meta', sourceRef } as const
  await appendConsent(tx, account, { ...said, shopperId, givenAt: now }, now)
}
