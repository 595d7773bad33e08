import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './manifest.ts'

/** The permission that each resource of Stripe's API belongs to; undefined for what an app may always ask. */
const resources: Readonly<Record<string, string | undefined>> = {
  accounts: undefined,
  'billingPortal.sessions': 'customer_portal',
  charges: 'charge',
  'checkout.sessions': 'checkout_session',
  customers: 'customer',
  disputes: 'dispute',
  invoicePayments: 'invoice',
  invoices: 'invoice',
  paymentIntents: 'payment_intent',
  subscriptions: 'subscription',
}
/** What reads, whatever its name looks like: a preview makes nothing. */
const reading = new Set(['retrieve', 'list', 'createPreview'])

/** What is asked for by the way: an expanded field needs the permission of what stands in it. */
const expanded: Readonly<Record<string, string>> = { payment_method: 'payment_method_read' }

/** Events come only to those who may read them. */
const always = ['event_read']

/** Every permission the server's calls need, with where each is needed. Throws for a call nobody has placed yet. */
export function neededPermissions(): ReadonlyMap<string, string> {
  const needed = new Map<string, string>(always.map((permission) => [permission, 'webhooks']))
  for (const file of sources()) {
    const source = readFileSync(new URL(file, root), 'utf8')
    for (const [, resource = '', verb = ''] of source.matchAll(calls)) {
      const permission = permissionFor(file, resource, verb)
      if (permission) needed.set(permission, file)
    }
    for (const [field, permission] of Object.entries(expanded)) {
      if (new RegExp(`expand[^\\]]*'[^']*${field}'`).test(source)) needed.set(permission, file)
    }
  }
  return needed
}

const calls =
  /\bstripe\.((?:[a-z]\w*\.)*[a-z]\w*)\.(retrieve|list|create|createPreview|update|del|cancel|pay|search)\(/g

function permissionFor(file: string, resource: string, verb: string): string | undefined {
  if (!(resource in resources))
    throw new Error(
      `${file} calls ${resource}: say in .ci/stripe-app/permissions.ts which permission it needs`,
    )
  const name = resources[resource]
  return name && `${name}_${reading.has(verb) ? 'read' : 'write'}`
}

function sources(): readonly string[] {
  const files = readdirSync(new URL('server/', root), { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('.ts')).map((file) => path.join('server', file))
}
