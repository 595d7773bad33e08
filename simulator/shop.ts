import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { NewCard } from './stripe/objects/customer.ts'
import { businessNumber, ownMode, type World } from './world.ts'

/** A customer with a subscription that has been paid once. */
export type Regular = {
  /** Whose customer; the merchant's when absent. */
  readonly account?: string
  readonly id: string
  readonly name: string
  readonly phone?: string
  readonly country: string
  /** The state or province, as it stands in the address. */
  readonly region?: string
  readonly locales?: readonly string[]
  /** What the merchant noted under `whatsapp_opt_in`; nothing when absent. */
  readonly optIn?: 'true' | 'false'
  readonly amount?: number
  readonly currency?: string
  readonly product?: string
  readonly card?: NewCard
}

const usualAmount = 2_900

/**
 * Does what the README tells a new merchant to do: the account, the number, the flow on, its texts approved; `choices` are
 * command lines typed before the texts are handed in.
 */
export async function openShop(world: World, ...choices: readonly (readonly string[])[]): Promise<void> {
  await world.run('account', 'set')
  await linkNumber(world)
  // So few customers would compare nothing.
  await world.run('settings', 'set', '--hold-out', '0%')
  await world.run('flow', 'on', 'failed-payment')
  for (const choice of choices) await world.run(...choice)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
}

/** The ids and the token of a number, as its merchant finds them at Meta. */
export type NumberAtMeta = typeof businessNumber

/** Links a number, the world's when none is named, by its command; the token comes from a file, as it should. */
export async function linkNumber(
  world: World,
  number: NumberAtMeta = businessNumber,
  ...options: readonly string[]
): Promise<readonly string[]> {
  const { phoneNumberId, wabaId, token } = number
  return withFile(token, (file) =>
    world.run(
      ...['number', 'link', '--phone-number-id', phoneNumberId, '--waba-id', wabaId],
      ...['--token-file', file, ...options],
    ),
  )
}

/** Does something with a file that holds this secret, which is gone afterwards. */
export async function withFile<T>(secret: string, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
  const file = path.join(folder, 'secret')
  await writeFile(file, secret, { mode: 0o600 })
  try {
    return await work(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Adds a customer who subscribed a month ago and paid then, without a word to anybody. */
export function addRegular({ stripe, clock, merchant }: World, regular: Regular): void {
  const past = { silent: true, at: clock.now().subtract({ hours: 30 * 24 }) }
  stripe.addCustomer({
    account: regular.account ?? ownMode(merchant),
    id: regular.id,
    name: regular.name,
    email: `${regular.id.replace('cus_', '')}@example.com`,
    country: regular.country,
    ...(regular.region ? { region: regular.region } : {}),
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
