import type Stripe from 'stripe'
import type { AtCheckout } from '../actions/checkout-page.ts'
import { isVoucherMethod } from '../objects/voucher.ts'
import { cards } from './cards.ts'

type Session = Stripe.Checkout.Session
type Body = Readonly<Record<string, unknown>>

/** What was typed into the page of a session, or what the shopper must still do. */
export type ReadForm = { readonly typed: AtCheckout } | { readonly wrong: string }

/** Reads the submitted page of a session. */
export function readForm(session: Session, body: Body): ReadForm {
  const email = filled(body.email)
  if (!email && !session.customer_details?.email) return { wrong: 'Please enter your e-mail address.' }
  const answers = answersIn(session, body)
  const unanswered = session.custom_fields.find(({ key, optional }) => !optional && !answers.has(key))
  if (unanswered) return { wrong: `Please answer: ${unanswered.label.custom}.` }
  const payment = paymentIn(session, filled(body.pay) ?? 'visa')
  if (!payment) return { wrong: 'Please choose another payment method.' }
  const contact = { email, name: filled(body.name), phone: filled(body.phone) }
  return { typed: { ...contact, ...payment, answers: Object.fromEntries(answers) } }
}

function answersIn({ custom_fields }: Session, body: Body): ReadonlyMap<string, string> {
  const given = custom_fields.map(({ key }) => [key, filled(body[`answer_${key}`]) ?? ''] as const)
  return new Map(given.filter(([, answer]) => answer !== ''))
}

function paymentIn(session: Session, choice: string): Pick<AtCheckout, 'card' | 'method'> | undefined {
  if (isVoucherMethod(choice) && session.payment_method_types.includes(choice)) return { method: choice }
  return cards[choice] && { card: cards[choice] }
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
