import type { Account } from '../domain/account.ts'
import { ownName } from '../domain/own-text.ts'
import { tokenOwner, unseal } from '../domain/secret-box.ts'
import { listNumbers } from '../store/numbers.ts'
import { findOwnText } from '../store/own-texts.ts'
import { fetchPdf, findBill } from '../stripe/bills.ts'
import type { Tools } from './tools.ts'

/** Uploaded documents by the number that may send them: each keeps its own at Meta. */
export type Documents = ReadonlyMap<string, { readonly id: string; readonly filename: string }>

type Wanted = { readonly account: Account; readonly subject: string; readonly key: string }

/**
 * The invoice's document for a text that has one above its words, uploaded to Meta for each number it may go out from: a
 * link in the message would be open to whoever reads that. Empty for all other texts. Throws when it cannot be had.
 */
export async function documentsFor(tools: Tools, { account, subject, key }: Wanted): Promise<Documents> {
  const own = ownName(key)
  const text = own === undefined ? undefined : await findOwnText(tools.db, account, own)
  const isWanted = Object.values(text?.wordings ?? {}).some(({ header }) => header.kind === 'document')
  if (!isWanted) return new Map()
  const bill = await findBill(tools.stripe(account), subject)
  if (!bill?.pdfUrl) throw new Error(`Stripe has no document of ${subject}`)
  const bytes = await fetchPdf(bill.pdfUrl)
  const filename = `${bill.number ?? bill.id}.pdf`
  const documents = new Map<string, { readonly id: string; readonly filename: string }>()
  for (const number of await listNumbers(tools.db, account)) {
    const { phoneNumberId, wabaId } = number
    const token = unseal(tools.secretKeys, number.tokenSealed, tokenOwner(number))
    const file = { bytes, type: 'application/pdf', name: filename }
    const kept = await tools.whatsapp.upload({ phoneNumberId, wabaId, token }, file)
    // Another number may still send it; the one that cannot is found out when it is to.
    if (kept.kind === 'ok') documents.set(phoneNumberId, { id: String(kept.body.id), filename })
  }
  return documents
}
