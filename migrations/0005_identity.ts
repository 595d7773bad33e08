import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identity')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('of_phone', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_key', ['environment', 'account_id', 'kind', 'value'])
    .execute()
  await db.schema
    .createIndex('identity_shopper')
    .ifNotExists()
    .on('identity')
    .columns(['environment', 'account_id', 'shopper_id'])
    .execute()
}
