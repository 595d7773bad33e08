import { expect, test } from 'vitest'
import { linkNumber } from '../../../simulator/shop.ts'
import { sends } from '../../../simulator/whatsapp/call.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { explained, mayaFails, mayaPhone, shopWithMaya } from '../stage.ts'
import { numberRows } from './stage.ts'

const first = 'paynudge_payment_failed'

/** The open alarms, each with what it is about. */
async function alarms(world: World): Promise<readonly string[]> {
  const { db } = world.house.tools
  const rows = await db.selectFrom('alarm').select(['kind', 'about']).where('lifted_at', 'is', null).execute()
  return rows.map(({ kind, about }) => `${kind} ${about.split(' ').slice(0, 2).join(' ')}`.trim()).toSorted()
}

/** The id of one text in one language. */
function textId(world: World, name = first, language = 'es'): string {
  return world.whatsapp.templates().find((text) => text.name === name && text.language === language)!.id
}

test('a text Meta counts as marketing from now on raises an alarm, and only its own message is not sent', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.recategorize(textId(world), 'MARKETING')
  await world.settle()
  expect(await alarms(world)).toEqual([`template-recategorized ${first} es`])

  const invoice = await mayaFails(world)
  await world.advance({ days: 3, hours: 3 })

  expect(await explained(world, invoice)).toContain('Meta now counts this text as marketing')
  expect(world.messagesTo(mayaPhone).map(({ template }) => template)).toEqual([`${first}_reminder`])
})

test('a change of category is told of when Meta announces it, and stops nothing before it is done', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.recategorize(textId(world), 'MARKETING', 24)
  await world.settle()
  expect(await alarms(world)).toEqual([`template-category-announced ${first} es`])
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)

  await world.advance({ hours: 24 })

  expect(await alarms(world)).toEqual([`template-recategorized ${first} es`])
})

test.each([
  ['PAUSED', 'template-paused'],
  ['REJECTED', 'template-unusable'],
  ['DISABLED', 'template-unusable'],
] as const)(
  'a text that is %s raises an alarm, which lifts once it is approved again',
  async (status, kind) => {
    const world = await shopWithMaya()
    await world.whatsapp.review(textId(world), status)
    await world.settle()
    expect(await alarms(world)).toEqual([`${kind} ${first} es`])

    await world.whatsapp.review(textId(world), 'APPROVED')
    await world.settle()

    expect(await alarms(world)).toEqual([])
  },
)

test('a text people take badly is told of before Meta pauses it, and is still sent', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.rate(textId(world), 'RED')
  await mayaFails(world)
  expect(await alarms(world)).toEqual([`template-poor ${first} es`])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect((await world.run('template', 'list')).join('\n')).toContain(`${first} es: APPROVED, RED`)

  await world.whatsapp.rate(textId(world), 'GREEN')
  await world.settle()

  expect(await alarms(world)).toEqual([])
})

test('news of texts and numbers that no webhook brought are found within half a day', async () => {
  const world = await shopWithMaya()
  world.whatsapp.hold()
  await world.whatsapp.review(textId(world), 'REJECTED')
  world.whatsapp.changeNumber(businessNumber.phoneNumberId, { quality: 'YELLOW', messagingLimit: 'TIER_10K' })

  await world.advance({ hours: 12 })

  expect(await alarms(world)).toEqual([`template-unusable ${first} es`])
  expect(await numberRows(world)).toMatchObject([{ quality: 'YELLOW', messaging_limit: 'TIER_10K' }])
})

test('a Meta that does not answer is asked again half a day later', async () => {
  const world = await shopWithMaya()
  const asked = () => world.whatsapp.calls.filter(({ path }) => path.endsWith('message_templates')).length
  world.whatsapp.fail({ path: /message_templates/, code: 2, method: 'GET' }, 1)
  await world.advance({ hours: 12 })
  const before = asked()

  await world.advance({ hours: 12 })

  expect(asked()).toBe(before + 1)
})

test('a token that ends within two weeks raises an alarm, which lifts when the number is linked with another', async () => {
  const world = await shopWithMaya()
  world.whatsapp.limitToken(businessNumber.token, { expiresAt: world.clock.now().add({ hours: 20 * 24 }) })
  await linkNumber(world)
  expect(await alarms(world)).toEqual([])

  await world.advance({ days: 7 })
  expect(await alarms(world)).toEqual([`token-ending ${businessNumber.phoneNumberId}`])

  world.whatsapp.limitToken(businessNumber.token, {})
  await linkNumber(world)
  expect(await alarms(world)).toEqual([])
})

test('an unlinked number is asked about no more', async () => {
  const world = await shopWithMaya()
  await world.run('number', 'unlink', businessNumber.phoneNumberId)
  const before = world.whatsapp.calls.length

  await world.advance({ days: 2 })

  expect(world.whatsapp.calls).toHaveLength(before)
})

test('a text that Meta approves again goes out at once, though its message was to rest for hours', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 132016, by: 'answer' })
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toEqual([])

  await world.whatsapp.review(textId(world), 'APPROVED')
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  expect(await alarms(world)).toEqual([])
})

test('a text whose review ends is sent at once', async () => {
  const world = await shopWithMaya()
  await world.whatsapp.review(textId(world), 'PENDING')
  await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toEqual([])

  await world.whatsapp.review(textId(world), 'APPROVED')
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a text that Meta refuses again after old news of its approval rests for longer', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 132015, by: 'answer' }, 2)
  await mayaFails(world)
  await world.whatsapp.review(textId(world), 'APPROVED')
  await world.settle()

  expect(world.messagesTo(mayaPhone)).toEqual([])
  const { db } = world.house.tools
  expect(await db.selectFrom('pause').select(['state', 'tries']).execute()).toEqual([
    { state: 'paused', tries: 2 },
  ])
})
