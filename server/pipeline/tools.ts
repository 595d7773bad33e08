import type { Bell } from '../bell/bell.ts'
import type { AccountKey } from '../domain/account.ts'
import type { Clock } from '../domain/clock.ts'
import type { SecretKeys } from '../domain/secret-box.ts'
import type { Db } from '../store/database.ts'
import type { StripeFor } from '../stripe/clients.ts'
import type { ReadBudget } from '../stripe/read-budget.ts'
import type { MetaApp } from '../whatsapp/apps.ts'
import type { WhatsApp } from '../whatsapp/client.ts'
import type { Senders } from './senders.ts'

/** What the corridor works with; built once, in start.ts. */
export type Tools = {
  readonly db: Db
  readonly stripe: StripeFor
  readonly readBudget: ReadBudget
  readonly whatsapp: WhatsApp
  readonly bell: Bell
  readonly senders: Senders
  readonly secretKeys: SecretKeys
  /** The Meta app `default`; undefined when the environment describes none. */
  readonly metaApp: MetaApp | undefined
  /** Hands in what texts of an account still wait, as many as Meta takes; returns how many wait even then. */
  readonly handInTexts: (account: AccountKey) => Promise<number>
  readonly clock: Clock
}
