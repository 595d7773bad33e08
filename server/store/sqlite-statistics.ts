import { type Kysely, sql } from 'kysely'

/** Tables that hold a few rows for each account at most; every other grows with its customers. */
const smallTables: ReadonlySet<string> = new Set([
  'account',
  'account_setting',
  'flow_setting',
  'kill_switch',
  'number',
  'meta_app',
  'template',
  'own_text',
  'own_picture',
  'allowed_phone',
  'duty',
  'pause',
  'alarm_way',
  'sender_lease',
  'kysely_migration',
  'kysely_migration_lock',
])
/** Columns that say little: as many rows share their value as share it with none. */
const coarseColumns: ReadonlySet<string> = new Set([
  'environment',
  'account_id',
  'app',
  'flow',
  'kind',
  'scope',
  'side',
  'source',
  'state',
  'step',
  'type',
])

const rowsOfLarge = 1_000_000
const rowsOfAccount = 100_000
/** Of a partial index, such as the one of what still waits. */
const rowsOfPartial = 10_000
const rowsOfSmall = 20
const rowsOfOne = 5

type Index = {
  readonly table: string
  readonly name: string
  readonly isUnique: boolean
  readonly isPartial: boolean
  readonly columns: readonly string[]
}

/**
 * Tells SQLite how many rows to expect behind each index. Left to itself it takes any two columns for as good as a key, and
 * so begins with all rows of an account, which are few in a test and a million later. Written by hand, as SQLite suggests for
 * databases that are empty when they are made: https://sqlite.org/queryplanner-ng.html#howtofix, https://sqlite.org/fileformat2.html#stat1tab
 */
export async function expectManyRows(db: Kysely<unknown>): Promise<void> {
  const known = await knownIndexes(db)
  const unknown = (await readIndexes(db)).filter(({ name }) => !known.has(name))
  if (unknown.length === 0) return
  await sql`analyze sqlite_schema`.execute(db)
  await db.transaction().execute(async (tx) => {
    for (const index of unknown)
      await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${index.table}, ${index.name}, ${statisticOf(index)})`.execute(
        tx,
      )
  })
  // Read again by whoever is connected; others read it when they open the database.
  await sql`analyze sqlite_schema`.execute(db)
}

/** The indexes that have statistics; a database that has none at all has no table of them either. */
async function knownIndexes(db: Kysely<unknown>): Promise<ReadonlySet<string>> {
  const { rows: tables } = await sql`select name from sqlite_schema where name = 'sqlite_stat1'`.execute(db)
  if (tables.length === 0) return new Set()
  const { rows } = await sql<{ idx: string }>`select idx from sqlite_stat1`.execute(db)
  return new Set(rows.map(({ idx }) => idx))
}

async function readIndexes(db: Kysely<unknown>): Promise<readonly Index[]> {
  const { rows } = await sql<Omit<Index, 'columns' | 'isUnique' | 'isPartial'> & Row>`
    select tables.name as "table", indexes.name as name, indexes."unique" as is_unique, indexes.partial as is_partial,
      (select group_concat(columns.name, ' ' order by columns.seqno) from pragma_index_info(indexes.name) as columns) as columns
    from sqlite_schema as tables join pragma_index_list(tables.name) as indexes
    where tables.type = 'table' and tables.name not like 'sqlite_%'`.execute(db)
  return rows.map(({ table, name, is_unique, is_partial, columns }) => ({
    table,
    name,
    isUnique: is_unique === 1,
    isPartial: is_partial === 1,
    columns: columns.split(' '),
  }))
}

type Row = { readonly is_unique: number; readonly is_partial: number; readonly columns: string }

/** Rows in the index, and on average behind each value of its first column, of its first two, and so on. */
function statisticOf({ table, isUnique, isPartial, columns }: Index): string {
  if (smallTables.has(table)) return [rowsOfSmall, ...columns.map(() => rowsOfOne)].join(' ')
  const [all, ofAccount] = isPartial ? [rowsOfPartial, rowsOfPartial] : [rowsOfLarge, rowsOfAccount]
  const behind = columns.map((_, nth) => {
    const prefix = columns.slice(0, nth + 1)
    if (prefix.every((column) => coarseColumns.has(column))) return ofAccount
    return isUnique && prefix.length === columns.length ? 1 : rowsOfOne
  })
  return [all, ...behind].join(' ')
}
