import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('nudge')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('enrollment_id', 'text', (column) => column.notNull())
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('template', 'text', (column) => column.notNull())
    .addColumn('delay_minutes', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('useless_at', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('lease_id', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('nudge_key', ['environment', 'account_id', 'id'])
    .execute()
  await db.schema
    .createIndex('nudge_step')
    .ifNotExists()
    .on('nudge')
    .columns(['environment', 'account_id', 'enrollment_id', 'step'])
    .unique()
    .execute()
  await db.schema
    .createIndex('nudge_scheduled')
    .ifNotExists()
    .on('nudge')
    .columns(['next_at'])
    .where(sql<boolean>`state = 'scheduled'`)
    .execute()
  await db.schema
    .createIndex('nudge_sending')
    .ifNotExists()
    .on('nudge')
    .columns(['next_at'])
    .where(sql<boolean>`state = 'sending'`)
    .execute()
  await db.schema.createIndex('nudge_id').ifNotExists().on('nudge').columns(['id']).unique().execute()
}
