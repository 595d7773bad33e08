import type { Kysely } from 'kysely'

const columns = [
  ['template_name', 'text'],
  ['language', 'text'],
  ['held_at', 'bigint'],
] as const

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const known = tables.find(({ name }) => name === 'send')?.columns.map(({ name }) => name) ?? []
  for (const [name, type] of columns)
    if (!known.includes(name)) await db.schema.alterTable('send').addColumn(name, type).execute()
}
