import { z } from 'zod'
import { maskPhone } from '../domain/phone.ts'
import { seal, tokenOwner } from '../domain/secret-box.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { type LinkedNumber, ownerOfNumber, saveNumber } from '../store/numbers.ts'
import { endPausesOf } from '../store/pauses.ts'
import { checkNumber, subscribeApp } from '../whatsapp/numbers.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

const id = (what: string) =>
  z.string().regex(/^\d+$/, { error: `The ${what} is a number made of digits only` })
const given = z.object({
  phoneNumberId: id('phone number id'),
  wabaId: id('WhatsApp Business Account id'),
  token: z.string().min(10, { error: 'The token is missing or too short' }),
})
/** The credentials of a number, as a merchant finds them at Meta. */
export type GivenNumber = z.input<typeof given>

/** Links a WhatsApp number, after Meta has confirmed that the token opens it, and has its webhooks sent here. */
export async function linkNumber(
  tools: CommandTools,
  { actor, account }: By,
  wanted: GivenNumber,
): Promise<LinkedNumber> {
  const checked = given.safeParse(wanted)
  if (!checked.success) throw refusal(checked.error.issues.map((issue) => issue.message).join('. '))
  const credentials = checked.data
  const owner = await ownerOfNumber(tools.db, credentials.phoneNumberId)
  if (owner && (owner.accountId !== account.accountId || owner.environment !== account.environment)) {
    throw refusal('This number is linked to another account or environment; unlink it there first')
  }
  const found = await checkNumber(tools.whatsapp, credentials)
  if (found.kind === 'refused') throw refusal(found.why)
  await subscribeApp(tools.whatsapp, credentials)
  const key = { ...account, phoneNumberId: credentials.phoneNumberId }
  const number: LinkedNumber = {
    ...key,
    wabaId: credentials.wabaId,
    app: 'default',
    displayPhone: found.number.displayPhone,
    verifiedName: found.number.verifiedName,
    tokenSealed: seal(tools.secretKeys, credentials.token, tokenOwner(key)),
  }
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await saveNumber(tx, number, now)
    await endPausesOf(tx, account, number, now)
    const after = { phoneNumberId: number.phoneNumberId, phone: maskPhone(number.displayPhone) }
    await recordAudit(tx, { ...account, actor, command: 'link-number', after }, now)
  })
  return number
}
