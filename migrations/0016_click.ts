import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('click')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('enrollment_id', 'text', (column) => column.notNull())
    .addColumn('nudge_id', 'text', (column) => column.notNull())
    .addColumn('clicked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('click_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('click_enrollment')
    .ifNotExists()
    .on('click')
    .columns(['environment', 'account_id', 'enrollment_id'])
    .execute()
}
