import type Stripe from 'stripe'
import type { Contact } from '../../domain/enrollment.ts'

/** The metadata key by which a merchant notes that the customer agreed to WhatsApp messages. */
const optInKey = 'whatsapp_opt_in'

/** What a customer says about themselves. */
export type SeenCustomer = Pick<
  Contact,
  'name' | 'country' | 'region' | 'postalCode' | 'locales' | 'optIn'
> & {
  readonly phone: string | undefined
  readonly shippingPhone: string | undefined
}

const nobody: SeenCustomer = {
  name: undefined,
  country: undefined,
  region: undefined,
  postalCode: undefined,
  locales: [],
  optIn: 'unknown',
  phone: undefined,
  shippingPhone: undefined,
}

/** Reads a customer that may be missing, only named by its id, or deleted; those say nothing. */
export function readCustomer(customer: Stripe.Invoice['customer']): SeenCustomer {
  if (typeof customer !== 'object' || customer === null || customer.deleted) return nobody
  const address = [customer.address, customer.shipping?.address].find((one) => one?.country)
  return {
    name: customer.individual_name ?? customer.name ?? customer.business_name ?? undefined,
    country: address?.country ?? undefined,
    region: address?.state ?? undefined,
    postalCode: address?.postal_code ?? undefined,
    locales: customer.preferred_locales ?? [],
    optIn: readOptIn(customer.metadata?.[optInKey]),
    phone: customer.phone ?? undefined,
    shippingPhone: customer.shipping?.phone ?? undefined,
  }
}

/** Only a plain yes is a yes; a value nobody agreed on says nothing. */
function readOptIn(value: string | undefined): Contact['optIn'] {
  switch (value?.trim().toLowerCase()) {
    case 'true':
    case 'yes':
    case '1':
    case 'granted':
      return 'granted'
    case 'false':
    case 'no':
    case '0':
    case 'withdrawn':
      return 'withdrawn'
    default:
      return 'unknown'
  }
}
