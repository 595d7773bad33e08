import { z } from 'zod'
import {
  type CustomerConsent,
  recordCustomerConsent,
  showCustomerConsent,
} from '../../commands/customer-consent.ts'
import { purposes } from '../../domain/consent.ts'
import type { CustomerConsent as ShownConsent } from './contract.ts'
import type { Endpoint } from './endpoint.ts'

const customer = z.string().regex(/^cus_[A-Za-z0-9_]{1,200}$/)
const text = z.string().max(2_000).optional()

/** Where the permissions of a customer stand. */
export const consent: Endpoint<'/panel/consent'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({ customer }),
  async answer(tools, asking, ask) {
    return shown(await showCustomerConsent(tools, asking, ask.customer))
  },
}

/** Writes down what a customer agreed to, or that they want no messages any more. */
export const recordOne: Endpoint<'/panel/consent/record'> = {
  kind: 'write',
  right: 'care',
  ask: z.strictObject({
    customer,
    state: z.enum(['granted', 'withdrawn']),
    purpose: z.enum(purposes).optional(),
    wording: text,
    proof: text,
  }),
  async answer(tools, asking, { customer: customerId, ...said }) {
    return shown(await recordCustomerConsent(tools, asking, { ...said, customerId }))
  },
}

function shown({ phone, now, ledger }: CustomerConsent): ShownConsent {
  return {
    phone: phone ?? null,
    now,
    ledger: ledger.map(({ purpose, state, source, givenAt, wording, proof }) => ({
      purpose,
      state,
      source,
      at: givenAt.epochMilliseconds,
      wording: wording ?? null,
      proof: proof ?? null,
    })),
  }
}
