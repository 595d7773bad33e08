import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { reportTemplate } from '../../server/pipeline/report-template.ts'
import { inTransaction } from '../../server/store/database.ts'
import type { TemplateItem } from '../../server/whatsapp/items.ts'
import { openShop } from '../../simulator/shop.ts'
import { businessNumber, startWorld, type World } from '../../simulator/world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
  onTestFinished(() => world.close())
  await openShop(world)
})

/** All texts as we know them. */
function texts() {
  const { db } = world.house.tools
  return db.selectFrom('template').selectAll().orderBy('name').orderBy('language').execute()
}

/** Takes in what an app says of our first text. */
async function hear(app: string, news: Partial<TemplateItem>) {
  const { db, clock } = world.house.tools
  const [text] = await texts()
  const item: TemplateItem = {
    kind: 'template',
    wabaId: businessNumber.wabaId,
    metaId: text?.meta_id ?? '',
    status: 'DISABLED',
    category: 'MARKETING',
    reason: undefined,
    quality: undefined,
    announced: undefined,
    ...news,
  }
  return inTransaction(db, (tx) => reportTemplate(tx, app, item, clock.now()))
}

describe('news of a text', () => {
  test('of the app that speaks for our number counts, for that text alone', async () => {
    const before = await texts()

    expect(await hear('default', {})).toBe(true)

    const [changed, ...others] = await texts()
    expect(changed).toMatchObject({ status: 'DISABLED', category: 'MARKETING' })
    expect(others).toEqual(before.slice(1))
  })

  test.each<[string, string, Partial<TemplateItem>]>([
    ['of an app that does not speak for our number', 'other', {}],
    ['of another business account', 'default', { wabaId: '999' }],
    ['of no business account', 'default', { wabaId: '' }],
    ['nobody handed in through us', 'default', { metaId: '1' }],
  ])('%s changes nothing', async (_, app, news) => {
    const before = await texts()

    expect(await hear(app, news)).toBe(false)

    expect(await texts()).toEqual(before)
  })

  test('of one kind leaves the other as it was', async () => {
    await hear('default', { category: undefined })
    expect((await texts())[0]).toMatchObject({ status: 'DISABLED', category: 'UTILITY' })

    await hear('default', { status: undefined })
    expect((await texts())[0]).toMatchObject({ status: 'DISABLED', category: 'MARKETING' })
  })
})
