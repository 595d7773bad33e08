import { languageOfContact, phoneOfContact } from '../domain/contact.ts'
import { languageOf } from '../domain/language.ts'
import { type Language, languages, type Template, withValues } from '../domain/template.ts'
import { timeZonesOf } from '../domain/time-zone.ts'
import type { Flow } from '../flows/flow.ts'
import { flows } from '../flows/index.ts'
import { look } from '../stripe/look.ts'
import { valuesFor, type Wording } from '../whatsapp/compose.ts'
import { requireAccount } from './known-account.ts'
import { requireText } from './known-text.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** A message as its shopper would read it. */
export type Preview = {
  readonly language: Language
  readonly category: Template['category']
  readonly header: string
  readonly body: string
  readonly buttons: readonly string[]
}

/** Which text, and of what: the Stripe object it would be about, or examples when none is named. */
export type Previewing = {
  readonly key: string
  readonly about?: string | undefined
  readonly language?: string | undefined
}

/** Shows what a text says, filled with what Stripe tells of an object now, or with examples. Sends nothing. */
export async function previewText(tools: CommandTools, by: By, wanted: Previewing): Promise<Preview> {
  const template = requireText(wanted.key)
  const account = await requireAccount(tools, by)
  const asked = readLanguage(wanted.language)
  const found = wanted.about
    ? await lookAt(tools, account, { key: wanted.key, about: wanted.about })
    : undefined
  const language = asked ?? found?.language ?? languageOf(account.language) ?? 'en_US'
  const text = template.texts[language]
  const values = found
    ? valuesFor(text, { ...found, account, language })
    : { ...text.examples, ...('business_name' in text.examples ? { business_name: account.name } : {}) }
  return {
    language,
    category: template.category,
    header: text.header,
    body: withValues(text.body, (name) => values[name] ?? ''),
    buttons: text.buttons.map(({ label }) => label),
  }
}

function readLanguage(wanted: string | undefined): Language | undefined {
  const language = wanted === undefined ? undefined : languageOf(wanted)
  if (wanted !== undefined && !language) throw refusal(`There are texts in ${languages.join(', ')}`)
  return language
}

type Account = Wording['account']
type Found = Omit<Wording, 'account'>

async function lookAt(
  { stripe }: CommandTools,
  account: Account,
  { key, about }: { readonly key: string; readonly about: string },
): Promise<Found> {
  const flow = flowOfText(key)
  const looked = await look(stripe(account), flow.lookAt(about), account.linkDomain).catch(() => undefined)
  if (looked?.kind !== 'seen')
    throw refusal(
      `Stripe shows no ${flow.lookAt(about).object.replaceAll('_', ' ')} ${about} to this account`,
    )
  const { seen } = looked
  const contact = flow.contact(seen)
  const { country, region, postalCode } = contact
  const phone = phoneOfContact(contact, account)
  const [timeZone] = timeZonesOf({ country, region, postalCode, phone, accountCountry: account.country })
  const language = languageOfContact(contact, phone, account)
  return { contact, facts: flow.facts(seen, about), language, timeZone }
}

/** The first flow that has the text in one of its steps. */
function flowOfText(key: string): Flow {
  const flow = flows.find(({ steps }) => steps.some(({ texts }) => texts.includes(key)))
  if (!flow) throw refusal(`No flow has the text ${key}; leave --about away to see it with examples`)
  return flow
}
