import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recovery')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('enrollment_id', 'text', (column) => column.notNull())
    .addColumn('currency', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('attribution', 'text', (column) => column.notNull())
    .addColumn('nudge_id', 'text')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('write_next_at', 'bigint')
    .addColumn('write_leased_until', 'bigint')
    .addColumn('write_attempts', 'integer', (column) => column.notNull())
    .addColumn('write_error', 'text')
    .addPrimaryKeyConstraint('recovery_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('recovery_enrollment')
    .ifNotExists()
    .on('recovery')
    .columns(['environment', 'account_id', 'enrollment_id'])
    .unique()
    .execute()
  await db.schema
    .createIndex('recovery_to_write')
    .ifNotExists()
    .on('recovery')
    .columns(['write_next_at'])
    .where(sql<boolean>`write_next_at is not null`)
    .execute()
  await db.schema.createIndex('recovery_id').ifNotExists().on('recovery').columns(['id']).unique().execute()
}
