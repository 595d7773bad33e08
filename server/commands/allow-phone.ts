import { maskPhone, normalizePhone } from '../domain/phone.ts'
import { allowPhone as allow, disallowPhone as disallow, listAllowed } from '../store/allowed-phones.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** Puts a number on the list of those that may be written to outside live mode. */
export async function allowPhone(tools: CommandTools, by: By, raw: string): Promise<string> {
  return change(tools, by, { raw, command: 'allow-phone' })
}

/** Takes a number off that list. */
export async function disallowPhone(tools: CommandTools, by: By, raw: string): Promise<string> {
  return change(tools, by, { raw, command: 'disallow-phone' })
}

/** The numbers on that list, E.164, oldest first. */
export function listAllowedPhones({ db }: CommandTools, { account }: By): Promise<readonly string[]> {
  return listAllowed(db, account)
}

type Change = { readonly raw: string; readonly command: 'allow-phone' | 'disallow-phone' }

async function change(
  tools: CommandTools,
  { actor, account }: By,
  { raw, command }: Change,
): Promise<string> {
  const phone = phoneFrom(raw)
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    if (command === 'allow-phone') await allow(tx, account, phone, now)
    else await disallow(tx, account, phone)
    await recordAudit(tx, { ...account, actor, command, after: maskPhone(phone) }, now)
  })
  return phone
}

/** The number as E.164. Refuses one without its country code. */
export function phoneFrom(raw: string): string {
  const phone = normalizePhone(raw, undefined)
  if (!phone) throw refusal('A phone number is written with its country code, such as +34600000000')
  return phone
}
