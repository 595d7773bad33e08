import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sender_lease')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('worker', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sender_lease_key', ['environment', 'account_id'])
    .execute()
  await addWeight(db)
  await db.schema
    .createIndex('nudge_due')
    .ifNotExists()
    .on('nudge')
    .columns(['environment', 'account_id', 'next_at'])
    .where(sql<boolean>`state = 'scheduled'`)
    .execute()
}

/** A migration that was cut off in the middle is begun again from its start. */
async function addWeight(db: Kysely<unknown>) {
  const tables = await db.introspection.getTables()
  const nudge = tables.find(({ name }) => name === 'nudge')
  if (nudge?.columns.some(({ name }) => name === 'weight')) return
  await db.schema
    .alterTable('nudge')
    .addColumn('weight', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
