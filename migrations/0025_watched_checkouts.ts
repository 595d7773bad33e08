import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watch')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('flow', 'text', (column) => column.notNull())
    .addColumn('watched_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('watch_key', ['environment', 'account_id', 'flow'])
    .execute()
}
