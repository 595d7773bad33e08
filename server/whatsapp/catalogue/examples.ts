import type { Language, TemplateText } from '../../domain/template.ts'

/** A plan and a card are called the same everywhere. */
const alike = { items: 'Studio Plus', card: 'Visa •••• 4242' } as const

/** A value for every variable of our bodies, as Meta's review reads it. */
const examples: Readonly<Record<Language, TemplateText['examples']>> = {
  en_US: {
    ...alike,
    first_name: 'Maya',
    amount: '$49.00',
    business_name: 'Harbor Books',
    reference: 'invoice INV-0042',
    due_date: 'January 5',
    end_date: 'January 5',
  },
  de: {
    ...alike,
    first_name: 'Jonas',
    amount: '49,00 €',
    business_name: 'Spreewald Tee',
    reference: 'Rechnung INV-0042',
    due_date: '5. Januar',
    end_date: '5. Januar',
  },
  es: {
    ...alike,
    first_name: 'Lucía',
    amount: '49,00 €',
    business_name: 'Librería Norte',
    reference: 'la factura INV-0042',
    due_date: '5 de enero',
    end_date: '5 de enero',
  },
  pt_BR: {
    ...alike,
    first_name: 'Renata',
    amount: 'R$ 149,90',
    business_name: 'Ateliê Jabuti',
    reference: 'fatura INV-0042',
    due_date: '5 de janeiro',
    end_date: '5 de janeiro',
  },
  fr: {
    ...alike,
    first_name: 'Élise',
    amount: '49,00 €',
    business_name: 'Maison Lune',
    reference: 'la facture INV-0042',
    due_date: '5 janvier',
    end_date: '5 janvier',
  },
  it: {
    ...alike,
    first_name: 'Marco',
    amount: '49,00 €',
    business_name: 'Bottega Verde',
    reference: 'la fattura INV-0042',
    due_date: '5 gennaio',
    end_date: '5 gennaio',
  },
  nl: {
    ...alike,
    first_name: 'Sanne',
    amount: '€ 49,00',
    business_name: 'Fietsen & Co',
    reference: 'factuur INV-0042',
    due_date: '5 januari',
    end_date: '5 januari',
  },
  hi: {
    ...alike,
    first_name: 'आरव',
    amount: '₹1,499',
    business_name: 'नदी बुक्स',
    reference: 'इनवॉइस INV-0042',
    due_date: '5 जनवरी',
    end_date: '5 जनवरी',
  },
  id: {
    ...alike,
    first_name: 'Dewi',
    amount: 'Rp 249.000',
    business_name: 'Toko Melati',
    reference: 'tagihan INV-0042',
    due_date: '5 Januari',
    end_date: '5 Januari',
  },
}

/** What lies in a basket. */
const baskets: Readonly<Record<Language, string>> = {
  en_US: '2 notebooks and 1 pen',
  de: '2 Teedosen und 1 Kanne',
  es: '2 cuadernos y 1 bolígrafo',
  pt_BR: '2 cadernos e 1 caneta',
  fr: '2 carnets et 1 stylo',
  it: '2 quaderni e 1 penna',
  nl: '2 fietsbellen en 1 slot',
  hi: '2 नोटबुक और 1 पेन',
  id: '2 buku catatan dan 1 pena',
}

/** What the items of a text are: a plan that goes on, or goods in a basket. */
export type Items = 'plan' | 'basket'

/** The examples of the variables this body has, and of no others. */
export function examplesIn(language: Language, body: string, items: Items): TemplateText['examples'] {
  const known = { ...examples[language], ...(items === 'basket' ? { items: baskets[language] } : {}) }
  return Object.fromEntries(Object.entries(known).filter(([variable]) => body.includes(`{{${variable}}}`)))
}
