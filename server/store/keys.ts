import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountKey, Environment } from '../domain/account.ts'
import type { Schema } from './schema.ts'

/** Stands in the place of an account in rows that are about no account, and so about all. */
export const everyAccount = { environment: '', accountId: '' } as const
/** What a row can be about: one account, or all of them. */
export type Scope = AccountKey | typeof everyAccount

/** The condition every query about one account carries; in a join it names its table. */
export function inAccount(key: Scope, table?: keyof Schema): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(table ? `${table}.${name}` : name)
  return sql<SqlBool>`${column('environment')} = ${key.environment} and ${column('account_id')} = ${key.accountId}`
}

/** The condition every join carries: both rows are of one account. */
export function sameAccount(left: keyof Schema, right: keyof Schema): RawBuilder<SqlBool> {
  const equal = (name: string) => sql`${sql.ref(`${left}.${name}`)} = ${sql.ref(`${right}.${name}`)}`
  return sql<SqlBool>`${equal('environment')} and ${equal('account_id')}`
}

/** A row of one account by its id. */
export type Named = AccountKey & { readonly id: string }

/** The key and the id alone, of whatever they are taken from. */
export function named({ environment, accountId }: AccountKey, id: string): Named {
  return { environment, accountId, id }
}

/** The columns every row of one account begins with. */
export function keyColumns<Key extends Scope>({ environment, accountId }: Key): KeyColumns<Key> {
  return { environment, account_id: accountId }
}

type KeyColumns<Key extends Scope> = {
  readonly environment: Key['environment']
  readonly account_id: string
}

/** The account of a row. */
export function accountOf(row: {
  readonly environment: Environment
  readonly account_id: string
}): AccountKey {
  return { environment: row.environment, accountId: row.account_id }
}
