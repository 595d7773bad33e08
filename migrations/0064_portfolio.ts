import type { ColumnDataType, Kysely } from 'kysely'

/** The business at Meta a number belongs to, and how many people an account may still write to of those Meta allows it. */
const columns: Readonly<Record<string, Readonly<Record<string, ColumnDataType>>>> = {
  number: { portfolio_id: 'text' },
  sender_lease: { room: 'bigint', room_until: 'bigint' },
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  for (const [table, added] of Object.entries(columns)) {
    const known = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? []
    // A crash may have left some of them behind: SQLite knows no "if not exists" for a column.
    for (const [name, type] of Object.entries(added))
      if (!known.includes(name)) await db.schema.alterTable(table).addColumn(name, type).execute()
  }
  for (const column of ['waba_id', 'portfolio_id'])
    await db.schema.createIndex(`number_${column}`).ifNotExists().on('number').column(column).execute()
}
