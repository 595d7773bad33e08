import type { Account } from '../domain/account.ts'
import type { Contact, Facts } from '../domain/enrollment.ts'
import { formatMoney } from '../domain/money.ts'
import type { Language, TemplateText } from '../domain/template.ts'
import { words } from '../whatsapp/catalogue/words.ts'

/** What the words of a message are made of. */
export type Wording = {
  readonly account: Account
  readonly contact: Contact
  readonly facts: Pick<Facts, 'due' | 'number'>
  readonly language: Language
}

const nameAtMost = 60

/** The values of the variables a text asks for. Throws for one we have no value for. */
export function valuesFor(text: TemplateText, wording: Wording): Readonly<Record<string, string>> {
  const known = knownValues(wording)
  return Object.fromEntries(
    Object.keys(text.examples).map((name) => {
      const value = known[name]
      if (value === undefined) throw new Error(`No value is known for the variable ${name}`)
      return [name, value]
    }),
  )
}

function knownValues({ account, contact, facts, language }: Wording): Readonly<Record<string, string>> {
  const { friend, invoice, yourInvoice } = words[language]
  return {
    first_name: firstName(contact.name) ?? friend,
    amount: formatMoney(facts.due, language),
    business_name: account.name,
    reference: facts.number ? invoice.replace('{number}', facts.number) : yourInvoice,
  }
}

function firstName(name: string | undefined): string | undefined {
  const [first = ''] = name?.trim().split(/\s+/) ?? []
  return [...first].slice(0, nameAtMost).join('') || undefined
}
