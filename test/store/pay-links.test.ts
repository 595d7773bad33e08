import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { newToken } from '../../server/domain/ids.ts'
import { saveAccount } from '../../server/store/accounts.ts'
import type { Db } from '../../server/store/database.ts'
import { countClicks } from '../../server/store/history.ts'
import { addPayLink, findPayLink, recordClick } from '../../server/store/pay-links.ts'
import {
  bodega,
  bodegaAccount,
  type Enrolled,
  enrollMaya,
  inSeconds,
  now,
  openStockroom,
} from './stockroom.ts'

let db: Db
let maya: Enrolled
const token = newToken()
beforeEach(async () => {
  db = await openStockroom()
  await saveAccount(db, { ...bodegaAccount, linkDomain: 'pay.bodega.example' }, now)
  maya = await enrollMaya(db)
  await addPayLink(db, maya.nudges[0]!, token, now)
})

describe('a pay link', () => {
  test('leads to its invoice and message', async () => {
    expect(await findPayLink(db, token)).toEqual({
      ...bodega,
      enrollmentId: maya.enrollment.id,
      nudgeId: maya.nudges[0]!.id,
      flow: 'failed-payment',
      subject: 'in_renewal',
      language: 'es',
      isPaid: false,
      hasEnded: false,
      pageUrl: 'https://invoice.stripe.com/i/renewal',
      businessName: 'Bodega',
      linkDomain: 'pay.bodega.example',
    })
  })

  test.each([
    ['that nobody was given', newToken()],
    ['that is empty', ''],
    ['made of what the table holds', createHash('sha256').update(token).digest('base64url')],
  ])('%s leads nowhere', async (_, other) => {
    expect(await findPayLink(db, other)).toBeUndefined()
  })

  test('cannot be read from the database by anybody', async () => {
    for (const { name } of await db.introspection.getTables()) {
      const rows = await db
        .selectFrom(name as 'pay_link')
        .selectAll()
        .execute()
      expect(JSON.stringify(rows)).not.toContain(token)
    }
  })

  test('may be opened as often as the shopper likes, and a double tap counts once', async () => {
    const link = (await findPayLink(db, token))!
    for (const seconds of [0, 1, 59, 60]) await recordClick(db, link, inSeconds(seconds))
    expect(await countClicks(db, bodega)).toBe(2)
  })
})
