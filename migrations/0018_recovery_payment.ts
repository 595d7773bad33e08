import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recovery_payment')
    .ifNotExists()
    .addColumn('environment', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('recovery_id', 'text', (column) => column.notNull())
    .addColumn('payment', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addColumn('refunded', 'bigint', (column) => column.notNull())
    .addColumn('paid_at', 'bigint', (column) => column.notNull())
    .addColumn('through_stripe', 'integer', (column) => column.notNull())
    .addColumn('attempt_count', 'integer', (column) => column.notNull())
    .addColumn('attribution', 'text', (column) => column.notNull())
    .addColumn('nudge_id', 'text')
    .addPrimaryKeyConstraint('recovery_payment_key', ['environment', 'account_id', 'recovery_id', 'payment'])
    .execute()
  await db.schema
    .createIndex('recovery_payment_by_payment')
    .ifNotExists()
    .on('recovery_payment')
    .columns(['environment', 'account_id', 'payment', 'recovery_id'])
    .execute()
}
