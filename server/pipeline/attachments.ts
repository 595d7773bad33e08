import type { AccountKey } from '../domain/account.ts'
import type { Attached } from '../domain/own-text.ts'
import type { LinkedNumber } from '../store/numbers.ts'
import { pictureOf, readPicture } from '../store/own-pictures.ts'
import { fetchPdf, findBill } from '../stripe/bills.ts'
import type { Attachment, File } from '../whatsapp/client.ts'
import { credentialsOf } from './credentials.ts'
import type { Tools } from './tools.ts'

/** What stands above the words of a message, and the number it is to go out from. */
export type Wanted = {
  readonly account: AccountKey
  readonly subject: string
  readonly number: LinkedNumber
  readonly attached: Attached
  /** An upload of before may be what Meta did not like. */
  readonly isRetry: boolean
}

/** Meta keeps what is uploaded for thirty days. */
const keptForHours = 20 * 24

/**
 * Uploads what stands above the words of a message to Meta, for the number it goes out from: a link in the message would
 * be open to whoever reads that. No transaction may be open. Throws when it cannot be had, or Meta does not keep it.
 */
export async function upload(tools: Tools, wanted: Wanted): Promise<Attachment> {
  const { attached } = wanted
  switch (attached.kind) {
    case 'document':
      return keepAtMeta(tools, wanted, await documentOf(tools, wanted))
    case 'image':
      return uploadPicture(tools, { ...wanted, text: attached.text })
  }
}

async function documentOf({ stripe }: Tools, { account, subject }: Wanted): Promise<File> {
  const bill = await findBill(stripe(account), subject)
  if (!bill?.pdfUrl) throw new Error(`Stripe has no document of ${subject}`)
  const bytes = await fetchPdf(bill.pdfUrl)
  return { bytes, type: 'application/pdf', name: `${bill.number ?? bill.id}.pdf` }
}

/** A picture is the same in all messages, so that one upload does for many. */
async function uploadPicture(tools: Tools, wanted: Wanted & { readonly text: string }): Promise<Attachment> {
  const { db, senders, clock } = tools
  const { account, number, text, isRetry } = wanted
  const name = `${number.phoneNumberId} ${await pictureOf(db, account, text)}`
  const known = senders.pictures.get(name)
  const nowMs = clock.now().epochMilliseconds
  if (known && !isRetry && nowMs < known.goodUntilMs) return known
  const { bytes, type } = await readPicture(db, account, text)
  const uploaded = await keepAtMeta(tools, wanted, { bytes, type, name: text })
  senders.pictures.set(name, { ...uploaded, goodUntilMs: nowMs + keptForHours * 3_600_000 })
  return uploaded
}

async function keepAtMeta(
  { whatsapp, secretKeys }: Tools,
  { number }: Wanted,
  file: File,
): Promise<Attachment> {
  const kept = await whatsapp.upload(credentialsOf(secretKeys, number), file)
  if (kept.kind === 'error') throw new Error(`Meta did not keep the file of a message: ${kept.text}`)
  return { phoneNumberId: number.phoneNumberId, id: String(kept.body.id), filename: file.name }
}
