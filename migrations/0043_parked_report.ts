import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('parked_report')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('app', 'text', (column) => column.notNull())
    .addColumn('wamid', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('parked_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('parked_report_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('parked_report_time')
    .ifNotExists()
    .on('parked_report')
    .columns(['parked_at'])
    .execute()
}
