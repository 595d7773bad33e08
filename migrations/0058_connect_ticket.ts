import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('connect_ticket')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('connect_ticket_key', ['environment', 'account_id', 'hash'])
    .execute()
  await db.schema
    .createIndex('connect_ticket_hash')
    .ifNotExists()
    .on('connect_ticket')
    .columns(['hash'])
    .unique()
    .execute()
}
