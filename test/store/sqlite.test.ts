import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteDialect } from '../../server/store/sqlite.ts'

function openEmpty() {
  const db = new Kysely<{ shelf: { id: string; kept: unknown } }>({ dialect: sqliteDialect(':memory:') })
  onTestFinished(() => db.destroy())
  return db
}

test('no value may change the plan of a statement, or most would be planned anew at each run', () => {
  const query = openEmpty().selectFrom('shelf').selectAll().where('id', '=', 'x').orderBy('kept').limit(3)
  expect(query.compile().sql).toBe('select * from "shelf" where "id" = +? order by "kept" limit +?')
})

test.each([
  ['text', '007', 'text'],
  ['integer', 7, 'real'],
  ['bigint', 7n, 'integer'],
  ['blob', Buffer.from('7'), 'blob'],
  ['null', null, 'null'],
])('a value of the kind %s is kept and compared as what it is', async (_, value, kind) => {
  const db = openEmpty()
  await sql`create table shelf (id text primary key, kept)`.execute(db)
  await db.insertInto('shelf').values({ id: 'a', kept: value }).execute()
  const { rows } = await sql`select typeof(kept) as kind, kept is ${value} as same from shelf`.execute(db)
  expect(rows).toEqual([{ kind, same: 1 }])
})

test('a text of digits stays a text where its column is one', async () => {
  const db = openEmpty()
  await sql`create table shelf (id text primary key, kept)`.execute(db)
  await db.insertInto('shelf').values({ id: '007', kept: 1 }).execute()
  expect(await db.selectFrom('shelf').select('id').where('id', '=', '007').execute()).toEqual([{ id: '007' }])
  expect(await db.selectFrom('shelf').select('id').where('id', '=', '7').execute()).toEqual([])
})
