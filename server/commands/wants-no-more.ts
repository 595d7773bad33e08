import { currentConsent } from '../domain/consent.ts'
import { flowOf } from '../flows/index.ts'
import { readLedger } from '../store/consents.ts'
import type { Db } from '../store/database.ts'
import { namesOf } from '../store/shoppers.ts'
import type { By } from './tools.ts'

/** Whether a shopper said they want no messages of a flow: what is planned stays planned, since they may write START. */
export async function wantsNoMore(
  db: Db,
  { account }: Pick<By, 'account'>,
  { shopperId, flow }: { readonly shopperId: string; readonly flow: string },
): Promise<boolean> {
  const ledger = await readLedger(db, account, shopperId)
  const { phones, metaIds, customers } = await namesOf(db, account, shopperId)
  const names = [...phones, ...metaIds, ...customers]
  return currentConsent(ledger, flowOf(flow).purpose, names) === 'withdrawn'
}
