import type { ColumnDataType, Kysely } from 'kysely'

/** What Meta calls the state of a number, and when it was last asked about it. */
const columns: Readonly<Record<string, ColumnDataType>> = { status: 'text', seen_at: 'bigint' }

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const known = tables.find(({ name }) => name === 'number')?.columns.map(({ name }) => name) ?? []
  // A crash may have left one of them behind: SQLite knows no "if not exists" for a column.
  for (const [name, type] of Object.entries(columns))
    if (!known.includes(name)) await db.schema.alterTable('number').addColumn(name, type).execute()
}
