import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flow_setting')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('flow', 'text', (column) => column.notNull())
    .addColumn('is_on', 'integer', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('flow_setting_key', ['environment', 'account_id', 'flow'])
    .execute()
  await db.schema
    .createIndex('flow_setting_on')
    .ifNotExists()
    .on('flow_setting')
    .columns(['flow'])
    .where(sql<boolean>`is_on = 1`)
    .execute()
}
