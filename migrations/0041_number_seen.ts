import type { ColumnDataType, Kysely } from 'kysely'

/** What Meta said of a number when it was last asked, when its token ends, and when it was unlinked. */
const columns: Readonly<Record<string, ColumnDataType>> = {
  quality: 'text',
  messaging_limit: 'text',
  throughput: 'text',
  token_expires_at: 'bigint',
  unlinked_at: 'bigint',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const known = tables.find(({ name }) => name === 'number')?.columns.map(({ name }) => name) ?? []
  // A crash may have left some of them behind: SQLite knows no "if not exists" for a column.
  for (const [name, type] of Object.entries(columns))
    if (!known.includes(name)) await db.schema.alterTable('number').addColumn(name, type).execute()
}
