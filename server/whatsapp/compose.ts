import type { Account } from '../domain/account.ts'
import type { Contact, Facts } from '../domain/enrollment.ts'
import { formatMoney } from '../domain/money.ts'
import type { Language, TemplateText } from '../domain/template.ts'
import { words } from './catalogue/words.ts'
import { bodyMeasure, fittingValues, shortBodyMeasure } from './values.ts'

/** What the words of a message are made of. */
export type Wording = {
  readonly account: Account
  readonly contact: Contact
  readonly facts: Pick<Facts, 'due' | 'number' | 'day' | 'card' | 'about' | 'items'>
  readonly language: Language
  /** The shopper's time zone, for days. */
  readonly timeZone: string
  /** Meta found the message too long as it usually is. */
  readonly isShort?: boolean
}

const nameAtMost = 60

/** The values of the variables a text asks for, as Meta takes them. Throws for one we have no value for. */
export function valuesFor(text: TemplateText, wording: Wording): Readonly<Record<string, string>> {
  const same = Object.fromEntries(Object.keys(text.examples).map((name) => [name, name]))
  return valuesBy(same, text.body, wording)
}

/** The values of a body's variables, by the names it has for ours. Throws for one we have no value for. */
export function valuesBy(
  ours: Readonly<Record<string, string>>,
  body: string,
  wording: Wording,
): Readonly<Record<string, string>> {
  const known = knownValues(wording)
  const values = Object.fromEntries(
    Object.entries(ours).map(([theirs, name]) => {
      const value = known[name]
      if (value === undefined) throw new Error(`No value is known for the variable ${name}`)
      return [theirs, value]
    }),
  )
  return fittingValues(body, values, wording.isShort ? shortBodyMeasure : bodyMeasure)
}

function knownValues(wording: Wording): Readonly<Record<string, string | undefined>> {
  const { account, contact, facts, language } = wording
  const { friend, invoice, yourInvoice, yourBasket, yourPlan, yourCard } = words[language]
  const day = facts.day && dayText(facts.day, wording)
  return {
    first_name: firstName(contact.name) ?? friend,
    amount: formatMoney(facts.due, language),
    business_name: account.name,
    reference: facts.number ? invoice.replace('{number}', facts.number) : yourInvoice,
    due_date: day,
    end_date: day,
    card: facts.card ?? yourCard,
    items: facts.items ?? (facts.about === 'basket' ? yourBasket : yourPlan),
  }
}

/** A day as the shopper writes it, such as `5 de enero`: the calendar day on their own clock. */
export function dayText(
  day: Temporal.Instant,
  { language, timeZone }: Pick<Wording, 'language' | 'timeZone'>,
): string {
  const format = new Intl.DateTimeFormat(language.replace('_', '-'), {
    day: 'numeric',
    month: 'long',
    timeZone,
  })
  return format.format(new Date(day.epochMilliseconds))
}

function firstName(name: string | undefined): string | undefined {
  const [first = ''] = name?.trim().split(/\s+/) ?? []
  return [...first].slice(0, nameAtMost).join('') || undefined
}
