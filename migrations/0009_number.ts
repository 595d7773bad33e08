import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('number')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('phone_number_id', 'text', (column) => column.notNull())
    .addColumn('waba_id', 'text', (column) => column.notNull())
    .addColumn('app', 'text', (column) => column.notNull())
    .addColumn('display_phone', 'text', (column) => column.notNull())
    .addColumn('verified_name', 'text', (column) => column.notNull())
    .addColumn('token_sealed', 'text', (column) => column.notNull())
    .addColumn('is_default', 'integer', (column) => column.notNull())
    .addColumn('linked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('number_key', ['environment', 'account_id', 'phone_number_id'])
    .execute()
  await db.schema
    .createIndex('number_id')
    .ifNotExists()
    .on('number')
    .columns(['phone_number_id'])
    .unique()
    .execute()
  await db.schema.createIndex('number_waba').ifNotExists().on('number').columns(['waba_id']).execute()
}
