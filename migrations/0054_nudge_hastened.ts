import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const nudge = tables.find(({ name }) => name === 'nudge')
  // A migration that was cut off may have added it already.
  if (nudge?.columns.some(({ name }) => name === 'hastened_at')) return
  await db.schema.alterTable('nudge').addColumn('hastened_at', 'bigint').execute()
}
