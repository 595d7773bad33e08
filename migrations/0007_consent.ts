import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('consent')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('shopper_id', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('source_ref', 'text', (column) => column.notNull())
    .addColumn('given_for', 'text')
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addColumn('wording', 'text')
    .addColumn('proof', 'text')
    .addColumn('recorded_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('consent_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('consent_shopper')
    .ifNotExists()
    .on('consent')
    .columns(['environment', 'account_id', 'shopper_id', 'id'])
    .execute()
}
