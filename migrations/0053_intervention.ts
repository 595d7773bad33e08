import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('intervention')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('enrollment_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('nudge_id', 'text')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('done_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('intervention_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('intervention_enrollment')
    .ifNotExists()
    .on('intervention')
    .columns(['environment', 'account_id', 'enrollment_id', 'id'])
    .execute()
}
