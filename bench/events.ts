import { createHash, createHmac } from 'node:crypto'

/** The secrets of the bench's house; its server and its generator of load share them. */
export const secrets = { stripe: 'whsec_bench', meta: 'bench-app-secret', verifyToken: 'bench-verify-token' }
/** The account of every event of the bench. */
export const accountId = 'acct_bench'

/** A webhook ready to be posted. */
export type Signed = {
  readonly path: string
  readonly body: Buffer
  readonly header: readonly [name: string, value: string]
}

/** What is posted: an event of Stripe of 4 KB, or news of Meta's with this many reports. */
export type Kind = 'stripe' | 'report' | 'reports-100'

const eventBytes = 4096

/** Webhooks of one kind, signed now; the same seed and number make the same id, every other pair another one. */
export function signedWebhooks(kind: Kind, { seed, count }: { seed: string; count: number }): Signed[] {
  const make = makers[kind]
  return Array.from({ length: count }, (_, index) => make(`${seed}_${index}`))
}

const makers: Readonly<Record<Kind, (id: string) => Signed>> = {
  stripe: (id) => signedStripe(stripeEvent(id)),
  report: (id) => signedMeta(reportsBody(sentAs(id, 1))),
  'reports-100': (id) => signedMeta(reportsBody(sentAs(id, 100))),
}

/** An event signed as Stripe does. */
function signedStripe(text: string): Signed {
  const seconds = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', secrets.stripe).update(`${seconds}.${text}`).digest('hex')
  return {
    path: '/webhooks/stripe/live',
    body: Buffer.from(text),
    header: ['Stripe-Signature', `t=${seconds},v1=${digest}`],
  }
}

function signedMeta(text: string): Signed {
  const digest = createHmac('sha256', secrets.meta).update(text).digest('hex')
  return {
    path: '/webhooks/whatsapp/default',
    body: Buffer.from(text),
    header: ['X-Hub-Signature-256', `sha256=${digest}`],
  }
}

const idPlace = '{id}'
const eventText = customerUpdated()

/** An event that means nothing to us, in the shape and size of Stripe's own. */
export function stripeEvent(id: string): string {
  return eventText.replace(idPlace, id)
}

function customerUpdated(): string {
  const empty = JSON.stringify(customerEvent(''))
  return JSON.stringify(customerEvent(filler(eventBytes - empty.length)))
}

function customerEvent(note: string): object {
  return {
    id: `evt_${idPlace}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1_795_424_400,
    data: {
      object: {
        id: 'cus_Bench0001',
        object: 'customer',
        address: {
          city: 'Malaga',
          country: 'ES',
          line1: 'Calle Larios 1',
          postal_code: '29005',
          state: null,
        },
        balance: 0,
        created: 1_780_000_000,
        currency: 'eur',
        default_source: null,
        delinquent: false,
        email: 'maya@example.com',
        invoice_settings: { custom_fields: null, default_payment_method: 'pm_1Bench', footer: null },
        livemode: true,
        metadata: { note },
        name: 'Maya Garcia',
        phone: '+34600000001',
        preferred_locales: ['es-ES'],
        tax_exempt: 'none',
      },
      previous_attributes: { balance: 100 },
    },
    livemode: true,
    pending_webhooks: 1,
    request: { id: 'req_Bench0001', idempotency_key: null },
    type: 'customer.updated',
  }
}

/** Text that does not compress much, as ids and tokens do not. */
function filler(length: number): string {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, nth) =>
    createHash('sha256').update(String(nth)).digest('hex'),
  )
  return blocks.join('').slice(0, length)
}

/** The number of the bench's house. */
const numberIds = { wabaId: '100200300', phoneNumberId: '400500600' }

/** A message that was sent: the id of the send, and to whom, in digits only. */
export type Sent = { readonly id: string; readonly to: string }

function sentAs(id: string, messages: number): readonly Sent[] {
  return Array.from({ length: messages }, (_, nth) => ({
    id: `${id}_${nth}`,
    to: String(34_600_000_000 + nth),
  }))
}

/** News of Meta's: that these messages were delivered. */
export function reportsBody(sent: readonly Sent[]): string {
  const statuses = sent.map(({ id, to }) => ({
    id: `wamid.${id}`,
    status: 'delivered',
    timestamp: '1795424400',
    recipient_id: to,
    recipient_user_id: `ES.${to}`,
    biz_opaque_callback_data: id,
    pricing: { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' },
  }))
  const metadata = { display_phone_number: '34910000000', phone_number_id: numberIds.phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, statuses }
  const entry = [{ id: numberIds.wabaId, changes: [{ field: 'messages', value }] }]
  return JSON.stringify({ object: 'whatsapp_business_account', entry })
}
