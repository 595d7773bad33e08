import type Stripe from 'stripe'
import { type Act, change } from '../act.ts'
import { type Contact, makeCustomerDetails } from '../objects/checkout.ts'
import { answerField } from '../objects/custom-field.ts'
import { makeAddress, type NewCard, usualCard } from '../objects/customer.ts'
import type { VoucherMethod } from '../objects/voucher.ts'
import { idOf, read } from '../state.ts'
import { changeAndTell } from '../tell.ts'
import { tellOf } from './checkout.ts'
import type { Answer } from './confirmations.ts'
import { addCustomer } from './customers.ts'

type Session = Stripe.Checkout.Session

/** What a shopper types and chooses on the page of a session. */
export type AtCheckout = {
  /** Must be given by a guest whom the shop knows no e-mail address of. */
  readonly email?: string | undefined
  readonly name?: string | undefined
  /** Only where the page asks for it. */
  readonly phone?: string | undefined
  /** Two letters. */
  readonly country?: string | undefined
  /** Answers to the shop's own questions, by their keys. */
  readonly answers?: Readonly<Record<string, string>> | undefined
  /** A Visa that works when absent. */
  readonly card?: NewCard | undefined
  /** What the shopper answers the bank of a card that asks for them; `confirms` when absent. */
  readonly bank?: Answer | undefined
  /** Pays later, in place of a card. */
  readonly method?: VoucherMethod | undefined
}

/** A page of a session that was submitted, and who the shopper is by it. */
export type Submitted = {
  readonly act: Act
  readonly session: Session
  readonly typed: AtCheckout
  readonly contact: Contact
}

/** Who the shopper is by what they typed and what the shop knew. */
export function contactOf(act: Act, session: Session, typed: AtCheckout): Contact {
  const customer = act.space.objects.customer.get(idOf(session.customer) ?? '')
  const phone = session.phone_number_collection?.enabled ? (typed.phone ?? customer?.phone) : undefined
  return {
    email: typed.email ?? session.customer_details?.email ?? null,
    name: typed.name ?? customer?.name ?? null,
    phone: phone ?? null,
    address: typed.country ? makeAddress(typed.country) : (customer?.address ?? null),
  }
}

/** The card that the shopper chose, with their phone number where it is known. */
export function cardIn({ typed, contact }: Submitted): NewCard {
  return { ...(typed.card ?? usualCard), ...(contact.phone && { phone: contact.phone }) }
}

/** The customer who pays, made now where the session wants one; undefined for a guest. */
export function payerOf({ act, session, contact }: Submitted): string | undefined {
  const known = idOf(session.customer)
  if (known) {
    if (contact.phone && !read(act.space, 'customer', known).phone)
      changeAndTell(act, 'customer', known, { phone: contact.phone })
    return known
  }
  if (session.customer_creation !== 'always') return undefined
  const { id } = addCustomer(act, {
    account: act.space.account.id,
    name: contact.name ?? '',
    ...(contact.email && { email: contact.email }),
    ...(contact.phone && { phone: contact.phone }),
    ...(contact.address?.country && { country: contact.address.country }),
  })
  change(act, 'checkout.session', session.id, { customer: id })
  return id
}

/** How a session came to be complete. */
export type Completion = Partial<Pick<Session, 'invoice' | 'payment_status'>> & {
  readonly customer?: string | undefined
}

/** Completes a session. Only now is told what the shopper typed (facts section 0, finding 3). */
export function complete({ act, session, typed, contact }: Submitted, completion: Completion): Session {
  const { customer, ...fields } = completion
  change(act, 'checkout.session', session.id, {
    ...fields,
    ...(customer && { customer }),
    custom_fields: session.custom_fields.map((field) => {
      const answer = typed.answers?.[field.key]
      return answer === undefined ? field : answerField(field, answer)
    }),
    customer_details: makeCustomerDetails(contact),
    status: 'complete',
    url: null,
  })
  return tellOf(act, session.id, 'completed')
}
