import { beforeEach, describe, expect, test } from 'vitest'
import type { Side } from '../../server/domain/situation.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import { recognise } from '../../server/store/shoppers.ts'
import { keepSide, readSide } from '../../server/store/sides.ts'
import { isDatabaseTrouble } from '../../server/store/trouble.ts'
import { bodega, inMinutes, now, openStockroom } from './stockroom.ts'

const phone = { kind: 'phone', value: '+34600000001' } as const
const bsuid = { kind: 'bsuid', value: 'ES.1A2B3C' } as const

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

const meet = (...identities: readonly (typeof phone | typeof bsuid)[]) =>
  recognise(db, bodega, { identities }, now)
const keep = (shopperId: string, side: Side, salt = 'salt') =>
  keepSide(db, bodega, { shopperId, side, salt, share: 0.1 }, now)
const rowOf = (id: string) =>
  db
    .selectFrom('shopper')
    .select(['side', 'side_salt', 'side_share', 'side_drawn_at'])
    .where('id', '=', id)
    .executeTakeFirst()

describe('a shopper', () => {
  test('is on no side before one is drawn', async () => {
    expect(await readSide(db, bodega, await meet(phone))).toBeUndefined()
  })

  test('stays on the side drawn first, with what it was drawn with', async () => {
    const maya = await meet(phone)
    expect(await keep(maya, 'held-out', 'first')).toBe('held-out')
    const later = { shopperId: maya, side: 'treated', salt: 'second', share: 0.5 } as const
    expect(await keepSide(db, bodega, later, inMinutes(1))).toBe('held-out')
    expect(await readSide(db, bodega, maya)).toBe('held-out')
    expect(await rowOf(maya)).toEqual({
      side: 'held-out',
      side_salt: 'first',
      side_share: '0.1',
      side_drawn_at: now.epochMilliseconds,
    })
  })

  test('who became another one meanwhile is on no side of their own', async () => {
    const error = await keep('gone', 'treated').catch((caught: unknown) => caught)
    expect(isDatabaseTrouble(error)).toBe(true)
  })

  test('is on one side for all workers that draw at once', async () => {
    const maya = await meet(phone)
    const sides: readonly Side[] = ['treated', 'held-out', 'treated', 'held-out', 'treated', 'held-out']
    const draws = sides.map((side, index) =>
      inTransaction(db, (tx) =>
        keepSide(tx, bodega, { shopperId: maya, side, salt: `${index}`, share: 0.1 }, now),
      ),
    )
    const told = await Promise.all(draws)
    expect(new Set(told)).toEqual(new Set([await readSide(db, bodega, maya)]))
  })
})

describe('two shoppers who turn out to be one', () => {
  test.each<[string, Side | undefined, Side | undefined, string | undefined]>([
    ['no side was drawn for either', undefined, undefined, undefined],
    ['only the older had a side', 'treated', undefined, 'treated of the older'],
    ['only the younger had a side', undefined, 'treated', 'treated of the younger'],
    ['only the younger was held out', undefined, 'held-out', 'held-out of the younger'],
    ['the older was held out and the younger written to', 'held-out', 'treated', 'held-out of the older'],
    ['the younger was held out and the older written to', 'treated', 'held-out', 'held-out of the younger'],
    ['both were held out', 'held-out', 'held-out', 'held-out of the older'],
    ['both were written to', 'treated', 'treated', 'treated of the older'],
  ])('are on the right side where %s', async (_, ofOlder, ofYounger, kept) => {
    const older = await meet(phone)
    const younger = await meet(bsuid)
    if (ofOlder) await keep(older, ofOlder, 'the older')
    if (ofYounger) await keep(younger, ofYounger, 'the younger')
    expect(await meet(phone, bsuid)).toBe(older)
    const row = await rowOf(older)
    expect(row?.side ? `${row.side} of ${row.side_salt}` : undefined).toBe(kept)
    expect(row?.side_drawn_at).toBe(kept ? now.epochMilliseconds : null)
  })
})
