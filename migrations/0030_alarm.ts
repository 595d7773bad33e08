import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alarm')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('detail', 'text')
    .addColumn('raised_at', 'bigint', (column) => column.notNull())
    .addColumn('lifted_at', 'bigint')
    .addPrimaryKeyConstraint('alarm_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('alarm_open')
    .ifNotExists()
    .on('alarm')
    .columns(['environment', 'account_id', 'kind', 'about'])
    .unique()
    .where(sql<boolean>`lifted_at is null`)
    .execute()
}
