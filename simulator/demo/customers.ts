import { addRegular, type Regular } from '../shop.ts'
import type { World } from '../world.ts'

/** A customer of the demo, with the plan they pay for. */
export type Customer = Regular & {
  readonly amount: number
  readonly currency: string
  /** What they agreed to besides messages about their own payments, word for word. */
  readonly offers?: string
  /** What they write when they want to ask something. */
  readonly question?: string
}

/** Harbor Coffee's customers, by what they are there to show. */
export const customers = {
  lucia: {
    id: 'cus_lucia',
    name: 'Lucía Moreno',
    phone: '+34600111222',
    country: 'ES',
    locales: ['es'],
    optIn: 'true',
    amount: 2_900,
    currency: 'eur',
    product: 'Café del mes',
    offers: 'Sí, quiero ofertas de Harbor Coffee por WhatsApp',
    question: 'Tengo una pregunta',
  },
  aarav: {
    id: 'cus_aarav',
    name: 'Aarav Sharma',
    phone: '+919876543210',
    country: 'IN',
    locales: ['hi'],
    optIn: 'true',
    amount: 149_900,
    currency: 'inr',
    product: 'Monsooned Malabar',
    offers: 'हाँ, मुझे WhatsApp पर Harbor Coffee के ऑफ़र चाहिए',
    question: 'सवाल है',
  },
  oliver: {
    id: 'cus_oliver',
    name: 'Oliver Hughes',
    phone: '+447700900123',
    country: 'GB',
    locales: ['en-GB'],
    optIn: 'true',
    amount: 2_600,
    currency: 'gbp',
    product: 'Espresso subscription',
    card: { brand: 'mastercard', last4: '4444' },
    offers: 'Yes, send me offers from Harbor Coffee on WhatsApp',
    question: 'I have a question',
  },
  renata: {
    id: 'cus_renata',
    name: 'Renata Alves',
    phone: '+5511987654321',
    country: 'BR',
    locales: ['pt-BR'],
    optIn: 'true',
    amount: 8_990,
    currency: 'brl',
    product: 'Café da semana',
    offers: 'Sim, quero ofertas da Harbor Coffee pelo WhatsApp',
    question: 'Tenho uma dúvida',
  },
  elise: {
    id: 'cus_elise',
    name: 'Élise Martin',
    phone: '+33612345678',
    country: 'FR',
    locales: ['fr'],
    optIn: 'true',
    amount: 2_400,
    currency: 'eur',
    product: 'Café filtre',
    offers: 'Oui, je veux recevoir les offres de Harbor Coffee par WhatsApp',
    question: 'J’ai une question',
  },
  jonas: {
    id: 'cus_jonas',
    name: 'Jonas Weber',
    phone: '+4915112345678',
    country: 'DE',
    locales: ['de'],
    optIn: 'true',
    amount: 3_400,
    currency: 'eur',
    product: 'Röstung des Monats',
    question: 'Ich habe eine Frage',
  },
  daan: {
    id: 'cus_daan',
    name: 'Daan de Vries',
    phone: '+31612345678',
    country: 'NL',
    locales: ['nl'],
    amount: 1_900,
    currency: 'eur',
    product: 'Decaf every month',
    question: 'Ik heb een vraag',
  },
  grace: {
    id: 'cus_grace',
    name: 'Grace Miller',
    country: 'US',
    locales: ['en-US'],
    optIn: 'true',
    amount: 3_200,
    currency: 'usd',
    product: 'Cold brew box',
  },
} as const satisfies Record<string, Customer>

/** Every customer, as lists show them. */
export const everybody: readonly Customer[] = Object.values(customers)

/** What friends call a customer. */
export function firstName({ name }: Customer): string {
  return name.split(' ')[0] ?? name
}

/** Adds every customer with a paid subscription, and the owner's name to each phone. */
export function addCustomers(world: World): void {
  for (const customer of everybody) {
    addRegular(world, customer)
    if (customer.phone) world.whatsapp.person(customer.phone, { name: customer.name })
  }
}

/** Writes down who agreed to offers, as a merchant does. */
export async function recordOffers({ run }: World): Promise<void> {
  for (const { phone, offers } of everybody)
    if (phone && offers) await run('consent', 'grant', phone, '--purpose', 'marketing', '--wording', offers)
}
