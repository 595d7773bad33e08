import { currentConsent } from '../domain/consent.ts'
import { newId, newToken } from '../domain/ids.ts'
import { chooseLanguage } from '../domain/language.ts'
import { equivalentPhones, maskPhone, phoneCountry } from '../domain/phone.ts'
import { reasons } from '../domain/reasons.ts'
import { findAccount } from '../store/accounts.ts'
import { isAllowed } from '../store/allowed-phones.ts'
import { latestAfter, recordAudit } from '../store/audit.ts'
import { readLedger } from '../store/consents.ts'
import { stoppedBy } from '../store/kill-switches.ts'
import { findShoppers, phoneIdentities } from '../store/shoppers.ts'
import { readTemplate } from '../store/templates.ts'
import type { Sent } from '../whatsapp/client.ts'
import { tokenCodes } from '../whatsapp/error-table.ts'
import { templateMessage, templateStateOf } from '../whatsapp/templates.ts'
import { phoneFrom } from './allow-phone.ts'
import { requireText } from './known-text.ts'
import { openSender } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** Sends one approved text, filled with its examples, to a number of one's own; its button leads to no payment. */
export async function sendTest(
  tools: CommandTools,
  by: By,
  { to, key }: { readonly to: string; readonly key: string },
): Promise<{ readonly wamid: string }> {
  const phone = phoneFrom(to)
  const template = requireText(key)
  await refuseStranger(tools, by, phone)
  await refuseStopped(tools, by, phone)
  const { number, token } = await openSender(tools, by)
  const account = await findAccount(tools.db, by.account)
  const language = chooseLanguage([], phoneCountry(phone), account?.language ?? 'en_US')
  const { name } = template
  const known = await readTemplate(tools.db, by.account, { wabaId: number.wabaId, name, language })
  if (templateStateOf(known, template.category) !== 'approved') {
    const status = known ? `${known.status}, ${known.category}` : 'never pushed'
    throw refusal(`Meta has not approved ${name} in ${language} (${status})`, {
      typed: '. See `npm run paynudge -- template list`',
    })
  }
  const text = template.texts[language]
  const id = newId(tools.clock.now())
  const message = templateMessage({
    to: phone,
    name,
    language,
    values: { ...text.examples, business_name: account?.name ?? 'Paynudge' },
    buttons: text.buttons,
    token: newToken(),
    nudgeId: id,
    sendId: id,
  })
  const credentials = { token, phoneNumberId: number.phoneNumberId, wabaId: number.wabaId }
  const sent = await tools.whatsapp.send(credentials, message)
  const after = { to: maskPhone(phone), text: key, outcome: sent.kind }
  await recordAudit(
    tools.db,
    { ...by.account, actor: by.actor, command: 'send-test', after },
    tools.clock.now(),
  )
  if (sent.kind !== 'accepted') throw refusal(`The message was not accepted: ${sent.text}${adviceOn(sent)}`)
  return { wamid: sent.wamid }
}

function adviceOn(sent: Sent): string {
  const isExpired = sent.kind === 'refused' && sent.code !== undefined && tokenCodes.includes(sent.code)
  return isExpired ? '. Make a new token, and link the number again with it' : ''
}

/** A test goes to a number of one's own, in live mode as well: nobody asked a customer for one. */
async function refuseStranger({ db }: CommandTools, { account }: By, phone: string) {
  if (await isAllowed(db, account, phone)) return
  throw refusal('Tests go to numbers of your own. If this is one, add it to your list first', {
    typed: `: npm run paynudge -- allow-list add ${phone}`,
  })
}

/** What stops every message stops a test too, and so does whoever has the number by then and wants none. */
async function refuseStopped({ db }: CommandTools, { account }: By, phone: string) {
  const stopped = await stoppedBy(db, account, '')
  if (stopped) throw refusal(reasons[`stopped-${stopped}`])
  const phones = equivalentPhones(phone)
  for (const shopperId of await findShoppers(db, account, { identities: phoneIdentities(phones) }))
    if (currentConsent(await readLedger(db, account, shopperId), 'service', phones) === 'withdrawn')
      throw refusal('Whoever has this number asked not to be written to. Only their own START lifts this')
}

const testsRemembered = 20

/** Whether Meta took one of the latest tests of an account. */
export async function wasTested({ db }: CommandTools, { account }: By): Promise<boolean> {
  const tests = await latestAfter(db, account, { command: 'send-test', limit: testsRemembered })
  return tests.some((test) => (test as { readonly outcome?: string }).outcome === 'accepted')
}
