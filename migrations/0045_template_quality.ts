import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const template = tables.find(({ name }) => name === 'template')
  // A migration that was cut off may have added it already.
  if (template?.columns.some(({ name }) => name === 'quality')) return
  await db.schema.alterTable('template').addColumn('quality', 'text').execute()
}
