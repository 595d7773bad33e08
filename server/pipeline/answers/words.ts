import type { Account } from '../../domain/account.ts'
import type { Facts } from '../../domain/enrollment.ts'
import { chooseLanguage } from '../../domain/language.ts'
import { formatMoney } from '../../domain/money.ts'
import { phoneCountry } from '../../domain/phone.ts'
import type { Language } from '../../domain/template.ts'
import { answerTexts } from '../../whatsapp/answer-texts/index.ts'
import type { AnswerTexts } from '../../whatsapp/answer-texts/texts.ts'
import { words } from '../../whatsapp/catalogue/words.ts'

/** Says things in the language of one shopper, for one business. */
export type Voice = {
  readonly language: Language
  readonly texts: AnswerTexts
  /** A text with its values in it; the name of the business is known. */
  readonly say: (key: keyof AnswerTexts, values?: Readonly<Record<string, string>>) => string
}

/** The voice for a shopper: in the language they are known to read, else of where their phone is from. */
export function voiceFor(account: Account, to: string, known: Language | undefined): Voice {
  const country = to.startsWith('+') ? phoneCountry(to) : undefined
  const language = known ?? chooseLanguage([], country, account.language)
  const texts = answerTexts[language]
  const say: Voice['say'] = (key, values) => fill(texts[key], { business: account.name, ...values })
  return { language, texts, say }
}

/** What a matter is called, such as `invoice HC-0001`, and its amount, as the shopper reads them. */
export function namesOfMatter(
  facts: Facts,
  language: Language,
): { readonly reference: string; readonly amount: string } {
  const amount = formatMoney(facts.due, language)
  if (facts.number) return { reference: referenceTo(facts.number, language), amount }
  const { yourInvoice, yourBasket, yourPlan } = words[language]
  const usual = { invoice: yourInvoice, basket: yourBasket, plan: yourPlan }
  return { reference: facts.items ?? usual[facts.about], amount }
}

/** An invoice by its number, as it stands inside a sentence. */
export function referenceTo(number: string | undefined, language: Language): string {
  const { invoice, yourInvoice } = words[language]
  return number ? invoice.replace('{number}', number) : yourInvoice
}

/** A value may hold braces, and is none of our places. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
