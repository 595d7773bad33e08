import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('recovery_payment')
    .addColumn('lost', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
