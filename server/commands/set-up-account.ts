import { z } from 'zod'
import type { Account, AccountKey } from '../domain/account.ts'
import { languageOf } from '../domain/language.ts'
import { newAccount } from '../domain/new-account.ts'
import { isCountry } from '../domain/phone.ts'
import { languages } from '../domain/template.ts'
import { findAccount, saveAccount } from '../store/accounts.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { readBusiness } from '../stripe/business.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { readGiven } from './wanted.ts'

const given = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: 'The name is empty' })
    .max(60, { error: 'The name is longer than 60 characters' })
    .optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, { error: 'The country must be two letters, such as ES' })
    .transform((code) => code.toUpperCase())
    .refine(isCountry, { error: 'There is no such country; it is written like ES, DE or BR' })
    .optional(),
  language: z
    .string()
    .refine((code) => languageOf(code) !== undefined, { error: `There are texts in ${languages.join(', ')}` })
    .optional(),
  linkDomain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, {
      error: 'The link domain must be a bare host, such as pay.example.com',
    })
    .transform((host) => host.toLowerCase())
    .optional(),
})
/** What a person may say of an account; all of it may be left out. */
export type GivenAccount = z.input<typeof given>

/** Makes an account known, or changes what is known of it. What is not given stays, or is taken from Stripe. */
export async function setUpAccount(
  tools: CommandTools,
  { actor, account }: By,
  wanted: GivenAccount,
): Promise<Account> {
  const { name, country, language, linkDomain } = readGiven(given, wanted)
  const before = await findAccount(tools.db, account)
  const base =
    before ?? (name && country ? newAccount(account, { name, country }) : await fromStripe(tools, account))
  const after: Account = {
    ...base,
    name: name ?? base.name,
    country: country ?? base.country,
    language: (language && languageOf(language)) ?? base.language,
    linkDomain: linkDomain ?? base.linkDomain,
  }
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await saveAccount(tx, after, now)
    await recordAudit(tx, { ...account, actor, command: 'set-up-account', before, after }, now)
  })
  return after
}

async function fromStripe({ stripe }: CommandTools, account: AccountKey): Promise<Account> {
  const read = Promise.try(() => readBusiness(stripe(account), account.accountId))
  const business = await read.catch((error: Error) => {
    throw refusal(
      `Stripe did not show ${account.accountId}: ${error.message} Compare the key and STRIPE_ACCOUNT_* with the Dashboard, ` +
        'or give --name and --country',
    )
  })
  return newAccount(account, { name: business.name ?? account.accountId, country: business.country ?? 'US' })
}
