import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { pushTemplates } from '../../server/commands/push-templates.ts'
import { seal, tokenOwner } from '../../server/domain/secret-box.ts'
import { handleInbox } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import type { Tools } from '../../server/pipeline/tools.ts'
import { errorOf } from '../../server/whatsapp/errors.ts'
import { linkNumber } from '../../simulator/shop.ts'
import { sends } from '../../simulator/whatsapp/call.ts'
import { businessNumber, type World } from '../../simulator/world.ts'
import { postMeta } from '../routes/signed.ts'
import {
  explained,
  mayaFails,
  mayaPhone,
  nudgeStates,
  onlyMessage,
  sendsToMeta,
  shopWithMaya,
} from './stage.ts'

const firstText = 'paynudge_payment_failed'

/** A body of Meta's with one change, as it arrives, taken in at once. */
async function post(world: World, change: object) {
  const entry = [{ id: businessNumber.wabaId, changes: [change] }]
  await postMeta(world, JSON.stringify({ object: 'whatsapp_business_account', entry }))
  await world.settle()
}

/** Reports how the attempt with this id of ours fared, under a message id nobody has seen yet. */
function report(world: World, sendId: string, status: 'delivered' | 'failed') {
  const row = {
    id: `wamid.of.${sendId}`,
    status,
    timestamp: String(Math.floor(world.clock.now().epochMilliseconds / 1000)),
    recipient_id: '34600000001',
    biz_opaque_callback_data: sendId,
    ...(status === 'failed' && { errors: [{ code: 131000, title: 'Something went wrong' }] }),
  }
  const metadata = { display_phone_number: '34910000000', phone_number_id: businessNumber.phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, statuses: [row] }
  return post(world, { field: 'messages', value })
}

/** The attempts to hand messages to Meta, oldest first. */
function sendsOf(world: World) {
  const { db } = world.house.tools
  return db.selectFrom('send').select(['id', 'outcome', 'status']).orderBy('id').execute()
}

test('a message Meta said it refused and then delivered is not sent a second time', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131000, by: 'answer' })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 61 })
  const [send] = await sendsOf(world)
  expect(send?.outcome).toBe('refused')
  expect(await nudgeStates(world)).toEqual(['scheduled', 'scheduled', 'scheduled'])

  await report(world, send?.id ?? '', 'delivered')
  await world.advance({ hours: 2 })

  expect(await sendsOf(world)).toMatchObject([{ outcome: 'accepted', status: 'delivered' }])
  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  expect(sendsToMeta(world)).toBe(1)
})

test('a late failure of a refused first try does not make a message failed that the second try delivered', async () => {
  const world = await shopWithMaya()
  world.whatsapp.fail({ ...sends, code: 131000, by: 'answer' })
  await mayaFails(world)
  const before = await sendsOf(world)
  expect(before).toMatchObject([{ outcome: 'refused' }, { outcome: 'accepted', status: 'read' }])

  await report(world, before[0]?.id ?? '', 'failed')

  expect(await nudgeStates(world)).toEqual(['sent', 'scheduled', 'scheduled'])
  expect(await sendsOf(world)).toEqual(before)
})

test.each([
  ['for a moment', 130429],
  ['until somebody mends the token', 190],
] as const)(
  'when the money arrives during the call and Meta refuses %s, the message is cancelled for good',
  async (_, code) => {
    const world = await shopWithMaya()
    const { tools } = world.house
    const invoice = world.stripe.declineRenewal('cus_maya')
    await world.settle()
    await world.clock.moveTo(world.clock.now().add({ minutes: 60 }))
    const send: Tools['whatsapp']['send'] = async () => {
      world.stripe.payInvoice(invoice)
      await world.stripe.delivered()
      await handleInbox(tools)
      const { action } = errorOf(code)
      return { kind: 'refused', code, text: 'Not now', action, limitedMinutes: undefined }
    }

    const outcomes = await sendDue({ ...tools, whatsapp: { ...tools.whatsapp, send } })
    expect(outcomes).toMatchObject([{ kind: 'refused', code }])
    expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])

    await world.advance({ days: 8 })
    expect(await nudgeStates(world)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(sendsToMeta(world)).toBe(0)
  },
)

/** The moments at which a message was tried and failed on our side, until that time. */
async function failedTries(world: World, until: Temporal.Instant): Promise<readonly Temporal.Instant[]> {
  const tries: Temporal.Instant[] = []
  for (let turn = 0; turn < 1_000; turn += 1) {
    const next = await world.house.nextDueAt()
    if (!next || Temporal.Instant.compare(next, until) > 0) break
    await world.clock.moveTo(next)
    const outcomes = await world.house.turn()
    const hasFailed = outcomes.some((outcome) => outcome.kind === 'failed' && outcome.what === 'nudge')
    if (hasFailed) tries.push(world.clock.now())
  }
  return tries
}

test('a message that cannot be opened with our key is tried ever more rarely, and given up when it helps no more', async () => {
  const world = await shopWithMaya()
  const { db } = world.house.tools
  const owner = tokenOwner({ ...world.merchant, phoneNumberId: businessNumber.phoneNumberId })
  await db
    .updateTable('number')
    .set({ token_sealed: seal([randomBytes(32)], 'EAAG', owner) })
    .execute()
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  const usefulUntil = world.clock.now().add({ hours: 72 })

  const tries = await failedTries(world, usefulUntil.subtract({ milliseconds: 1 }))

  const gaps = tries.slice(1).map((time, index) => time.since(tries[index] ?? time).total('minutes'))
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b))
  expect(gaps[0]).toBe(1)
  expect(gaps.at(-1)).toBe(30)
  expect(tries.length).toBeLessThan(200)

  await linkNumber(world)
  await world.clock.moveTo(usefulUntil)
  await world.advance({ hours: 1 })
  expect(await nudgeStates(world)).toEqual(['skipped', 'sent', 'scheduled'])
  expect(await explained(world, invoice)).toContain('could not go out in time and would no longer help')
  expect(onlyMessage(world).template).toBe('paynudge_payment_failed_reminder')
})

/** Maya agreed to news of her own payments, and the first text now counts as an offer. */
async function expectNotSent(world: World) {
  const invoice = await mayaFails(world)
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)
  expect((await nudgeStates(world))[0]).toBe('skipped')
  expect(await explained(world, invoice)).toContain('Meta now counts this text as marketing')
}

test('a text Meta tells us it turned into marketing is not sent to somebody who only agreed to news of payments', async () => {
  const world = await shopWithMaya()
  for (const { id, name } of world.whatsapp.templates()) {
    if (name !== firstText) continue
    const value = { message_template_id: Number(id), previous_category: 'UTILITY', new_category: 'MARKETING' }
    await post(world, { field: 'template_category_update', value })
  }

  await expectNotSent(world)
})

test('a text Meta is found to have turned into marketing is not sent to somebody who only agreed to news of payments', async () => {
  const world = await shopWithMaya({}, { whatsapp: { reviews: 'by-hand' } })
  await world.whatsapp.review(firstText, 'REJECTED')
  for (const { id, name } of world.whatsapp.templates()) {
    if (name !== firstText) continue
    const change = { category: 'MARKETING' }
    await world.house.tools.whatsapp.call(businessNumber.token, 'POST', `/${id}`, change)
  }
  await world.whatsapp.review(firstText, 'APPROVED')
  expect(world.whatsapp.templates().find(({ name }) => name === firstText)?.category).toBe('MARKETING')
  await world.run('template', 'list')

  await expectNotSent(world)
})

test('a text Meta takes as marketing from the start is not sent to somebody who only agreed to news of payments', async () => {
  const world = await shopWithMaya()
  const { tools } = world.house
  await tools.db.deleteFrom('template').execute()
  const call: Tools['whatsapp']['call'] = async (_, method) => {
    if (method === 'GET') return { kind: 'ok', body: { data: [] } }
    return {
      kind: 'ok',
      body: { id: randomBytes(8).toString('hex'), status: 'APPROVED', category: 'MARKETING' },
    }
  }
  const by = { actor: 'test', account: world.merchant }
  await pushTemplates({ ...tools, whatsapp: { ...tools.whatsapp, call }, publicUrl: world.url }, by)

  await expectNotSent(world)
})

/** The merchant deletes all texts in Meta's own manager. */
async function deleteTexts(world: World) {
  const names = new Set(world.whatsapp.templates().map(({ name }) => name))
  for (const name of names) {
    const path = `/${businessNumber.wabaId}/message_templates?name=${name}`
    await world.house.tools.whatsapp.call(businessNumber.token, 'DELETE', path)
  }
  expect(world.whatsapp.templates()).toEqual([])
}

test.each(['after asking how far they have come', 'without asking first'])(
  'texts deleted at Meta are made again by handing them in, %s',
  async (how) => {
    const world = await shopWithMaya()
    const texts = world.whatsapp.templates().length
    await deleteTexts(world)
    // Meta keeps the name of a deleted text taken for thirty days.
    await world.advance({ days: 31 })
    if (how !== 'without asking first') {
      const lines = await world.run('template', 'list')
      expect(lines.every((line) => line.endsWith('DELETED'))).toBe(true)
    }

    const pushed = await world.run('template', 'push')
    await world.advance({ minutes: 5 })

    expect(pushed.filter((line) => !line.includes('created'))).toEqual([])
    expect(world.whatsapp.templates()).toHaveLength(texts)
    await mayaFails(world)
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  },
)
