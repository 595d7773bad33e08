import { maskPhone } from '../domain/phone.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction } from '../store/database.ts'
import { wakeNudges } from '../store/nudges.ts'
import { isWabaLinked, type LinkedNumber, listNumbers, makeDefault, unlink } from '../store/numbers.ts'
import { unsubscribeApp } from '../whatsapp/numbers.ts'
import { openNumber } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/**
 * Unlinks a number: its token is destroyed, and what waits is decided anew, with another number or none. What shoppers
 * say to it still counts as long as Meta tells it; false when Meta was not told to stop.
 */
export async function unlinkNumber(
  tools: CommandTools,
  { actor, account }: By,
  phoneNumberId: string,
): Promise<{ readonly number: LinkedNumber; readonly metaKnows: boolean }> {
  const now = tools.clock.now()
  const { number, token } = await inTransaction(tools.db, async (tx) => {
    // Whoever makes it the default at the same moment comes before or after, so that an account with numbers has a default.
    await holdSettings(tx, account)
    const numbers = await listNumbers(tx, account)
    const number = linkedOf(numbers, phoneNumberId)
    if (number.isDefault && numbers.length > 1)
      throw refusal('This is the number the account sends from. Make another one the default first')
    await unlink(tx, number, now)
    await wakeNudges(tx, account, 'anything', now)
    const before = { phoneNumberId, phone: maskPhone(number.displayPhone) }
    await recordAudit(tx, { ...account, actor, command: 'unlink-number', before }, now)
    return openNumber(tools, number)
  })
  return { number, metaKnows: await endWebhooks(tools, number, token) }
}

/**
 * Ends the webhooks of a business account once none of its numbers is linked by anybody: they come for all of them at
 * once. Asked when the unlinking is done, so that of two at the same time one sees that nothing is left.
 */
async function endWebhooks(
  { db, whatsapp }: CommandTools,
  number: LinkedNumber,
  token: string,
): Promise<boolean> {
  if (await isWabaLinked(db, number)) return true
  return unsubscribeApp(whatsapp, { token, wabaId: number.wabaId }).catch(() => false)
}

/** Makes a linked number the one its account sends from. */
export async function chooseDefaultNumber(
  tools: CommandTools,
  { actor, account }: By,
  phoneNumberId: string,
): Promise<LinkedNumber> {
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    const numbers = await listNumbers(tx, account)
    const number = linkedOf(numbers, phoneNumberId)
    await makeDefault(tx, number)
    const before = { phoneNumberId: numbers.find(({ isDefault }) => isDefault)?.phoneNumberId }
    await recordAudit(
      tx,
      { ...account, actor, command: 'choose-default-number', before, after: { phoneNumberId } },
      now,
    )
    return number
  })
}

function linkedOf(numbers: readonly LinkedNumber[], phoneNumberId: string): LinkedNumber {
  const number = numbers.find((one) => one.phoneNumberId === phoneNumberId)
  if (number) return number
  const linked = numbers.map(({ phoneNumberId: id, displayPhone }) => `${id} (${displayPhone})`)
  throw refusal(
    `No number ${phoneNumberId} is linked to this account; ${linked.length > 0 ? `linked are ${linked.join(', ')}` : 'none is'}`,
  )
}
