import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('thread_turn')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('held_by', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('thread_turn_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('thread_turn_shopper')
    .ifNotExists()
    .on('thread_turn')
    .columns(['environment', 'account_id', 'shopper_id', 'id'])
    .execute()
}
