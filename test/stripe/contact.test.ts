import { describe, expect, test } from 'vitest'
import { readContact } from '../../server/stripe/read/contact.ts'
import { readCustomer } from '../../server/stripe/read/customer.ts'
import { readInvoice } from '../../server/stripe/read/invoice.ts'
import { chargeOf, customerOf, intentOf, invoiceOf, paymentOf } from './objects.ts'

const everywhere = {
  customer: customerOf({ phone: 'customer', shipping: { phone: 'customer shipping', address: null } }),
  customer_phone: 'invoice',
  customer_shipping: { phone: 'invoice shipping' },
}
const charge = chargeOf({ billing_details: { name: 'Ana', phone: 'charge', address: { country: 'PT' } } })
const method = { billing_details: { name: 'Eva', phone: 'method', address: { country: 'FR' } } }
const tried = paymentOf({
  status: 'open',
  payment: {
    type: 'payment_intent',
    payment_intent: intentOf({ latest_charge: charge, last_payment_error: { payment_method: method } }),
  },
})

const portugal = { country: 'PT', state: 'Porto', postal_code: '4000' }

const contactOf = (...given: Parameters<typeof readInvoice>) => readInvoice(...given).contact

describe('the numbers a shopper may be reached at', () => {
  test('come in the order they can be trusted', () => {
    expect(contactOf(invoiceOf(everywhere), [tried]).phones).toEqual([
      'customer',
      'invoice',
      'charge',
      'method',
      'customer shipping',
      'invoice shipping',
    ])
  })

  test('leave out what is missing or empty', () => {
    const customer = customerOf({ phone: '' })
    expect(contactOf(invoiceOf({ customer, customer_phone: null }), []).phones).toEqual([])
  })

  test('stay on the invoice of a guest', () => {
    const contact = contactOf(invoiceOf({ customer: null, customer_phone: '+34600000001' }), [])
    expect(contact).toMatchObject({ customerId: undefined, phones: ['+34600000001'] })
  })
})

describe('what a shopper is called and where they live', () => {
  test.each<[string, Parameters<typeof invoiceOf>[0], Parameters<typeof readInvoice>[1], string | undefined]>(
    [
      ['is the customer’s own name first', { customer_name: 'Ana' }, [tried], 'Maya Ruiz'],
      [
        'is the invoice’s copy when the customer has none',
        { customer: customerOf({ name: null }), customer_name: 'Bea' },
        [tried],
        'Bea',
      ],
      ['is the name on the card when nothing else is known', { customer: null }, [tried], 'Ana'],
      ['may be unknown', { customer: null }, [], undefined],
    ],
  )('%s', (_, invoice, payments, name) => {
    expect(contactOf(invoiceOf(invoice), payments).name).toBe(name)
  })

  test.each<[string, Parameters<typeof invoiceOf>[0], string | undefined]>([
    ['the customer’s address first', { customer: customerOf({ address: { country: 'ES' } }) }, 'ES'],
    [
      'the address goods are sent to next',
      { customer: customerOf({ shipping: { address: { country: 'IT' } } }) },
      'IT',
    ],
    ['then the invoice’s copy', { customer_address: { country: 'DE' } }, 'DE'],
    ['then the card’s', {}, 'PT'],
  ])('tells %s', (_, invoice, country) => {
    expect(contactOf(invoiceOf(invoice), [tried]).country).toBe(country)
  })

  test('is the name of a person before that of their business', () => {
    const customer = customerOf({ name: null, individual_name: 'Maya', business_name: 'Bodega' })
    expect(readCustomer(customer).name).toBe('Maya')
    expect(readCustomer(customerOf({ name: null, business_name: 'Bodega' })).name).toBe('Bodega')
  })
})

describe('what is typed beside the customer', () => {
  const more = {
    phones: [null, 'typed', undefined, ''],
    names: [null, 'Ana'],
    addresses: [null, { country: null, state: 'TX', postal_code: null }, portugal],
    locales: ['auto', null],
    shippingPhone: 'goods',
  }

  test('tells what the customer does not', () => {
    expect(readContact(null, more)).toEqual({
      customerId: undefined,
      name: 'Ana',
      phones: ['typed', 'goods'],
      country: 'PT',
      region: 'Porto',
      postalCode: '4000',
      locales: ['auto'],
      optIn: 'unknown',
    })
  })

  test('never mixes one address with another', () => {
    const customer = customerOf({ address: { country: 'US', state: null, postal_code: null } })
    expect(readContact(customer, more)).toMatchObject({
      country: 'US',
      region: undefined,
      postalCode: undefined,
    })
  })

  test('is asked for nothing when there is nothing', () => {
    const { phone, address, shipping, metadata, preferred_locales, ...bare } = customerOf()
    expect(readContact(bare as Parameters<typeof readContact>[0], { phones: [], names: [] })).toMatchObject({
      phones: [],
      locales: [],
      optIn: 'unknown',
    })
  })
})

describe('the merchant’s note about WhatsApp', () => {
  test.each([
    ['true', 'granted'],
    ['yes', 'granted'],
    ['1', 'granted'],
    ['granted', 'granted'],
    [' TRUE ', 'granted'],
    ['Yes', 'granted'],
    ['false', 'withdrawn'],
    ['no', 'withdrawn'],
    ['0', 'withdrawn'],
    ['withdrawn', 'withdrawn'],
    ['NO', 'withdrawn'],
    ['', 'unknown'],
    ['maybe', 'unknown'],
    ['yes please', 'unknown'],
    ['not yes', 'unknown'],
    ['2026-11-22', 'unknown'],
  ])('%j means %s', (value, optIn) => {
    expect(readCustomer(customerOf({ metadata: { whatsapp_opt_in: value } })).optIn).toBe(optIn)
  })

  test.each([
    ['is missing', customerOf()],
    ['stands on a customer who is only named', 'cus_maya'],
    ['stands on nobody', null],
  ])('says nothing when it %s', (_, customer) => {
    expect(readCustomer(customer).optIn).toBe('unknown')
  })
})
