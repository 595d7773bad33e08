import { type Charged, chargedBy, isCharged } from '../domain/price.ts'
import { listSends } from '../store/history.ts'
import { countPrices, toldBillable } from '../store/message-prices.ts'
import type { By, CommandTools } from './tools.ts'

const sendsAtMost = 200

/** The latest messages handed to Meta, newest first, with how far each came, and what it counts as where Meta told. */
export async function listSent({ db }: CommandTools, { account }: By) {
  const sends = await listSends(db, account, sendsAtMost)
  return sends.map(({ category, kind, billable, ...send }) => ({
    ...send,
    price:
      category === null || kind === null
        ? undefined
        : { category, isCharged: isCharged({ kind, isBillable: toldBillable(billable) }) },
  }))
}

/** How many messages WhatsApp charged, answers too, by what they count as. Meta tells no amounts. */
export async function listCharged({ db }: CommandTools, { account }: By): Promise<readonly Charged[]> {
  return chargedBy(await countPrices(db, account))
}
