import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { businessNumber, type World } from './world.ts'

/** A customer with a subscription that has been paid once. */
export type Regular = {
  readonly id: string
  readonly name: string
  readonly phone?: string
  readonly country: string
  readonly locales?: readonly string[]
  /** What the merchant noted under `whatsapp_opt_in`; nothing when absent. */
  readonly optIn?: 'true' | 'false'
  readonly amount?: number
  readonly currency?: string
  readonly product?: string
  readonly card?: { readonly brand: string; readonly last4: string }
}

const usualAmount = 2_900

/** Does what the README tells a new merchant to do: the account, the number, the texts approved, the flow on. */
export async function openShop(world: World): Promise<void> {
  await world.run('account', 'set')
  await linkNumber(world)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  await world.run('flow', 'on', 'failed-payment')
}

/** Links the world's number by its command; the token comes from a file, as it should. */
export async function linkNumber(world: World): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  const file = path.join(folder, 'token')
  await writeFile(file, businessNumber.token, { mode: 0o600 })
  const { phoneNumberId, wabaId } = businessNumber
  await world.run(
    'number',
    'link',
    '--phone-number-id',
    phoneNumberId,
    '--waba-id',
    wabaId,
    '--token-file',
    file,
  )
  await rm(folder, { recursive: true })
}

/** Adds a customer who subscribed a month ago and paid then, without a word to anybody. */
export function addRegular({ stripe, clock, merchant }: World, regular: Regular): void {
  const past = { silent: true, at: clock.now().subtract({ hours: 30 * 24 }) }
  stripe.addCustomer({
    account: merchant.accountId,
    id: regular.id,
    name: regular.name,
    email: `${regular.id.replace('cus_', '')}@example.com`,
    country: regular.country,
    preferred_locales: [...(regular.locales ?? [])],
    metadata: regular.optIn ? { whatsapp_opt_in: regular.optIn } : {},
    card: regular.card ?? { brand: 'visa', last4: '4242' },
    ...(regular.phone ? { phone: regular.phone } : {}),
    ...past,
  })
  stripe.addSubscription({
    customer: regular.id,
    amount: regular.amount ?? usualAmount,
    currency: regular.currency ?? merchant.currency,
    productName: regular.product ?? 'Coffee every month',
    interval: 'month',
    ...past,
  })
}
