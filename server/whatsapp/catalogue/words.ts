import type { Language } from '../../domain/template.ts'

/** The words of one language that fill a body's variables when Stripe has nothing better. */
export type Words = {
  /** Stands for a missing first name right behind the greeting: "Hi there,". */
  readonly friend: string
  /** An invoice with its `{number}`, in the case and with the article that "for {{reference}}" wants. */
  readonly invoice: string
  /** The same for an invoice without a number. */
  readonly yourInvoice: string
  /** Stands for items left at a checkout, as the object of "we have kept {{items}}". */
  readonly yourBasket: string
  /** Stands for a plan without a name, in the case that "for {{items}}" wants. */
  readonly yourPlan: string
  /** Stands for a card we know nothing of, in the case that "paid with {{card}}" wants. */
  readonly yourCard: string
}

/** The stand-in words of every language; they fit the greeting, the "for ..." and the "with ..." of the bodies here. */
export const words: Readonly<Record<Language, Words>> = {
  en_US: {
    friend: 'there',
    invoice: 'invoice {number}',
    yourInvoice: 'your invoice',
    yourBasket: 'your basket',
    yourPlan: 'your plan',
    yourCard: 'your card',
  },
  // "Dein Abo" is nominative and accusative alike; no body puts it behind "mit" or "von".
  de: {
    friend: 'und guten Tag',
    invoice: 'Rechnung {number}',
    yourInvoice: 'deine Rechnung',
    yourBasket: 'deinen Warenkorb',
    yourPlan: 'dein Abo',
    yourCard: 'deine Karte',
  },
  es: {
    friend: 'y saludos',
    invoice: 'la factura {number}',
    yourInvoice: 'tu factura',
    yourBasket: 'tu carrito',
    yourPlan: 'tu plan',
    yourCard: 'tu tarjeta',
  },
  pt_BR: {
    friend: 'cliente',
    invoice: 'fatura {number}',
    yourInvoice: 'sua fatura',
    yourBasket: 'seu carrinho',
    yourPlan: 'seu plano',
    yourCard: 'seu cartão',
  },
  fr: {
    friend: 'à vous',
    invoice: 'la facture {number}',
    yourInvoice: 'votre facture',
    yourBasket: 'votre panier',
    yourPlan: 'votre abonnement',
    yourCard: 'votre carte',
  },
  // With an article inside, these stand behind "per" and "con" only: "di" and "su" would have to melt with it.
  it: {
    friend: 'a te',
    invoice: 'la fattura {number}',
    yourInvoice: 'la tua fattura',
    yourBasket: 'il tuo carrello',
    yourPlan: 'il tuo piano',
    yourCard: 'la tua carta',
  },
  nl: {
    friend: 'daar',
    invoice: 'factuur {number}',
    yourInvoice: 'je factuur',
    yourBasket: 'je winkelmandje',
    yourPlan: 'je abonnement',
    yourCard: 'je kaart',
  },
  // Before a postposition the possessive takes its oblique form: आपके, not आपका.
  hi: {
    friend: 'जी',
    invoice: 'इनवॉइस {number}',
    yourInvoice: 'आपके इनवॉइस',
    yourBasket: 'आपकी कार्ट',
    yourPlan: 'आपके प्लान',
    yourCard: 'आपके कार्ड',
  },
  id: {
    friend: 'Bapak/Ibu',
    invoice: 'tagihan {number}',
    yourInvoice: 'tagihan Anda',
    yourBasket: 'keranjang Anda',
    yourPlan: 'paket Anda',
    yourCard: 'kartu Anda',
  },
}
