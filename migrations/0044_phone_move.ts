import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('phone_move')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('from_phone', 'text', (column) => column.notNull())
    .addColumn('to_phone', 'text', (column) => column.notNull())
    .addColumn('moved_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('phone_move_key', ['environment', 'account_id', 'from_phone'])
    .execute()
  await db.schema
    .createIndex('phone_move_shopper')
    .ifNotExists()
    .on('phone_move')
    .columns(['environment', 'account_id', 'shopper_id'])
    .execute()
}
