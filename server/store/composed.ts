import type { Compilable, CompiledQuery, Insertable, QueryResult } from 'kysely'
import type { Db } from './database.ts'
import { keepPrepared } from './prepared.ts'
import type { Schema } from './schema.ts'

/**
 * Composes a statement; `given` holds nothing but what is bound to it, and lists of that, which a statement only asks
 * whether something is in them.
 */
type Compose<Given, Row> = (db: Db, given: Given) => Compilable<Row>

/**
 * A query that runs for every message: its text is composed once for each database, and once for each power of
 * two up to the length of the longest list: a list is filled up with its last. Composing costs more than running (facts of storage and speed, trap 4).
 */
export function reading<Given extends object, Row>(
  compose: Compose<Given, Row>,
): (db: Db, given: Given) => Promise<readonly Row[]> {
  const run = composed(compose)
  return async (db, given) => (await run(db, given)).rows
}

/** The same for a statement that writes; returns how many rows it changed. */
export function writing<Given extends object>(
  compose: Compose<Given, unknown>,
): (db: Db, given: Given) => Promise<number> {
  const run = composed(compose)
  return async (db, given) => Number((await run(db, given)).numAffectedRows ?? 0n)
}

/** The same for one row of a table; every call names the same columns. */
export function inserting<Table extends keyof Schema>(
  table: Table,
): (db: Db, row: Insertable<Schema[Table]>) => Promise<number> {
  return writing((db, row: Insertable<Schema[Table]>) => db.insertInto(table).values(row))
}

function composed<Given extends object, Row>(compose: Compose<Given, Row>) {
  const known = new WeakMap<object, Map<string, CompiledQuery<Row>>>()
  return (db: Db, given: Given): Promise<QueryResult<Row>> => {
    const { adapter, plugins } = db.getExecutor()
    // A plugin takes part in composing, and so hears of every statement.
    if (plugins.length > 0) return db.executeQuery(kept(compose(db, given).compile()))
    const texts = known.get(adapter) ?? new Map<string, CompiledQuery<Row>>()
    known.set(adapter, texts)
    const shape = shapeOf(given)
    const compiled = texts.get(shape) ?? kept(compose(db, placesOf(given)).compile())
    texts.set(shape, compiled)
    return db.executeQuery({ ...compiled, parameters: compiled.parameters.map((one) => filled(one, given)) })
  }
}

function kept<Row>(compiled: CompiledQuery<Row>): CompiledQuery<Row> {
  keepPrepared(compiled.sql)
  return compiled
}

/** Stands where a value will be: that of a name, or one of the list of that name. */
type Place = { readonly [place]: string; readonly nth?: number }
const place = Symbol('place')

function placesOf<Given extends object>(given: Given): Given {
  const at = (_: Given, name: string) => {
    const value = Reflect.get(given, name)
    return Array.isArray(value)
      ? Array.from({ length: lengthOf(value) }, (_, nth) => ({ [place]: name, nth }))
      : { [place]: name }
  }
  return new Proxy(given, { get: (target, name) => at(target, String(name)) })
}

function filled(parameter: unknown, given: object): unknown {
  if (!isPlace(parameter)) return parameter
  const value = Reflect.get(given, parameter[place])
  return parameter.nth === undefined ? value : value[Math.min(parameter.nth, value.length - 1)]
}

function isPlace(parameter: unknown): parameter is Place {
  return typeof parameter === 'object' && parameter !== null && place in parameter
}

function shapeOf(given: object): string {
  let shape = ''
  for (const value of Object.values(given)) if (Array.isArray(value)) shape += `${lengthOf(value)} `
  return shape
}

/** As many places as are asked for: few texts stand for lists of every length. */
function lengthOf(list: readonly unknown[]): number {
  return list.length < 2 ? list.length : 2 ** Math.ceil(Math.log2(list.length))
}
