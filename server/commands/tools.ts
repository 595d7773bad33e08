import type { Bell } from '../bell/bell.ts'
import type { AccountKey } from '../domain/account.ts'
import type { Clock } from '../domain/clock.ts'
import type { SecretKeys } from '../domain/secret-box.ts'
import type { Db } from '../store/database.ts'
import type { StripeFor } from '../stripe/clients.ts'
import type { MetaApp } from '../whatsapp/apps.ts'
import type { WhatsApp } from '../whatsapp/client.ts'

/** What commands work with. */
export type CommandTools = {
  readonly db: Db
  readonly stripe: StripeFor
  readonly whatsapp: WhatsApp
  readonly bell: Bell
  readonly secretKeys: SecretKeys
  /** The Meta app `default`; undefined when the environment describes none. */
  readonly metaApp: MetaApp | undefined
  readonly clock: Clock
  /** The base of pay links, which becomes part of every text Meta approves. */
  readonly publicUrl: string
}

/** Who asks for a command that is about no account, or about all. */
export type Actor = { readonly actor: string }

/** Who asks for a command, and for which account. */
export type By = Actor & { readonly account: AccountKey }

/**
 * What a person did wrong, in words for that person: what is wrong and what to do. `typed` goes on with what to type, which
 * is said at the command line alone: those in the Dashboard have none. `fields` tells what is wrong with each choice by
 * itself.
 */
export function refusal(text: string, { typed = '', fields = {} }: Partial<Details> = {}): Refusal {
  return Object.assign(new Error(text), { isRefusal: true, typed, fields } as const)
}

type Details = { readonly typed: string; readonly fields: Readonly<Record<string, string>> }

/** A refusal of what these choices say together. */
export function refusalAbout(names: readonly string[], text: string): Refusal {
  return refusal(text, { fields: Object.fromEntries(names.map((name) => [name, text])) })
}

/** An error that says what a person did wrong. */
export type Refusal = Error & Details & { readonly isRefusal: true }

/** Whether an error was made by `refusal`. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'isRefusal' in error
}

/** What a command needs before it can be done. */
export type Needed = 'pin' | 'code'

/** A refusal of something that can be done once one thing more is said. */
export function needing(needs: Needed, text: string): Error {
  return Object.assign(refusal(text), { needs })
}

/** What a refusal made by `needing` asks for; undefined for any other error. */
export function neededFor(error: unknown): Needed | undefined {
  return isRefusal(error) && 'needs' in error ? (error.needs as Needed) : undefined
}
