import type { Kysely } from 'kysely'

/** The picture above a merchant's own text, as a text of base64: both databases keep that alike. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('own_picture')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('bytes', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('own_picture_key', ['environment', 'account_id', 'name'])
    .execute()
}
