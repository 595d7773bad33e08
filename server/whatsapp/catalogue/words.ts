import type { Language } from '../../domain/template.ts'

/** The words of one language that fill a body's variables when Stripe has nothing better. */
export type Words = {
  /** Stands for a missing first name right behind the greeting: "Hi there,". */
  readonly friend: string
  /** An invoice with its `{number}`, in the case and with the article that "for {{reference}}" wants. */
  readonly invoice: string
  /** The same for an invoice without a number. */
  readonly yourInvoice: string
}

/** The stand-in words of every language; they fit the greeting and the "for ..." of the bodies here. */
export const words: Readonly<Record<Language, Words>> = {
  en_US: { friend: 'there', invoice: 'invoice {number}', yourInvoice: 'your invoice' },
  de: { friend: 'und guten Tag', invoice: 'Rechnung {number}', yourInvoice: 'deine Rechnung' },
  es: { friend: 'y saludos', invoice: 'la factura {number}', yourInvoice: 'tu factura' },
  pt_BR: { friend: 'cliente', invoice: 'fatura {number}', yourInvoice: 'sua fatura' },
  fr: { friend: 'à vous', invoice: 'la facture {number}', yourInvoice: 'votre facture' },
  it: { friend: 'a te', invoice: 'la fattura {number}', yourInvoice: 'la tua fattura' },
  nl: { friend: 'daar', invoice: 'factuur {number}', yourInvoice: 'je factuur' },
  // Before "के लिए" the possessive takes its oblique form: आपके, not आपका.
  hi: { friend: 'जी', invoice: 'इनवॉइस {number}', yourInvoice: 'आपके इनवॉइस' },
  id: { friend: 'Bapak/Ibu', invoice: 'tagihan {number}', yourInvoice: 'tagihan Anda' },
}
