import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('customer')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('customer_key', ['environment', 'account_id', 'customer_id'])
    .execute()
  await db.schema
    .createIndex('customer_shopper')
    .ifNotExists()
    .on('customer')
    .columns(['environment', 'account_id', 'shopper_id'])
    .execute()
}
