import type { AccountKey } from '../domain/account.ts'
import { currentConsent, isDeliberateStop } from '../domain/consent.ts'
import { holdPersons } from './claim.ts'
import { appendConsent, readLedger } from './consents.ts'
import type { Tx } from './database.ts'
import { inAccount } from './keys.ts'
import { phoneIdentities, recognise } from './shoppers.ts'

/**
 * Takes these numbers (one, in all its forms, E.164) from a shopper who left them: whoever has them next is a stranger.
 * A stop that holds for them goes on to hold, until somebody takes it back from there.
 */
export async function leaveNumbers(
  tx: Tx,
  key: AccountKey,
  { shopperId, phones }: { readonly shopperId: string; readonly phones: readonly string[] },
  now: Temporal.Instant,
): Promise<void> {
  await holdPersons(tx, key)
  await tx
    .deleteFrom('identity')
    .where(inAccount(key))
    .where('shopper_id', '=', shopperId)
    .where('kind', 'in', ['phone', 'wa_id'])
    .where('value', 'in', [...phones, ...phones.map((phone) => phone.slice(1))])
    .execute()
  const ledger = await readLedger(tx, key, shopperId)
  const stops = ledger
    .filter(isDeliberateStop)
    .filter(({ purpose }) => currentConsent(ledger, purpose, phones) === 'withdrawn')
  if (stops.length === 0) return
  const stranger = await recognise(tx, key, { identities: phoneIdentities(phones) }, now)
  for (const { id: _, ...stop } of stops) await appendConsent(tx, key, { ...stop, shopperId: stranger }, now)
}
