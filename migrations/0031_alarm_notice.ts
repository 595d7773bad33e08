import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alarm_way')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('way', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('secret_sealed', 'text')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('alarm_way_key', ['environment', 'account_id', 'way'])
    .execute()
  await db.schema
    .createTable('alarm_notice')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('alarm_id', 'text', (column) => column.notNull())
    .addColumn('news', 'text', (column) => column.notNull())
    .addColumn('way', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('told_at', 'bigint')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('alarm_notice_key', ['environment', 'account_id', 'alarm_id', 'news', 'way'])
    .execute()
  await db.schema
    .createIndex('alarm_notice_due')
    .ifNotExists()
    .on('alarm_notice')
    .columns(['next_at'])
    .where(sql<boolean>`next_at is not null`)
    .execute()
}
