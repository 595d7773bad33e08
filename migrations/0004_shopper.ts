import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shopper')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('side', 'text')
    .addColumn('side_salt', 'text')
    .addColumn('side_share', 'text')
    .addColumn('side_drawn_at', 'bigint')
    .addPrimaryKeyConstraint('shopper_key', ['environment', 'account_id', 'id'])
    .execute()
}
