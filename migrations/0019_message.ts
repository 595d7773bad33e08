import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('message')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('wamid', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('phone_number_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('answered_as', 'text')
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('message_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('message_wamid')
    .ifNotExists()
    .on('message')
    .columns(['wamid'])
    .unique()
    .execute()
  await db.schema
    .createIndex('message_shopper')
    .ifNotExists()
    .on('message')
    .columns(['environment', 'account_id', 'shopper_id'])
    .execute()
}
