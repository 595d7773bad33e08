import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startLoop } from '../../server/pipeline/loop.ts'
import type { World } from '../../simulator/world.ts'
import { describe } from '../crash/statement.ts'
import { saidTo } from '../journeys/replies/stage.ts'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya, writesTo } from '../journeys/stage.ts'
import { listen } from '../store/stockroom.ts'

/** Real time in which every lane has turned and paused: on a clock that stands still, no pause ends by itself. */
const turnedMs = 300

async function running({ house: { tools, watch } }: World, db = tools.db) {
  const loop = startLoop({ ...tools, db }, watch.observe)
  onTestFinished(loop.stop)
  await pause(turnedMs)
  return loop
}

/** Resolves when nobody has asked the database anything for a while, however slow the machine is. */
async function untilQuiet(heard: readonly unknown[]) {
  for (let known = -1; known !== heard.length; ) {
    known = heard.length
    await pause(turnedMs)
  }
}

test('what somebody writes is answered at once, not when a pause of the loop is over', async () => {
  const { world } = await mayaWasWrittenTo()
  const loop = await running(world)
  await world.whatsapp.reply(mayaPhone, 'stop')
  await world.whatsapp.delivered()
  loop.wake()
  await expect.poll(() => saidTo(world)).toHaveLength(1)
})

test('a payment is noted in Stripe at once', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  const loop = await running(world)
  world.stripe.payInvoice(invoice)
  await world.stripe.delivered()
  loop.wake()
  await expect.poll(() => writesTo(world)).toHaveLength(2)
})

test('an event that means nothing to us is handled without asking what else is due', async () => {
  const world = await shopWithMaya()
  const { db, heard } = listen(world.house.tools.db)
  const loop = await running(world, db)
  await untilQuiet(heard)
  const before = heard.length
  world.stripe.addCustomer({ account: world.merchant.accountId, name: 'New' })
  await world.stripe.delivered()
  loop.wake()
  const done = () => heard.slice(before).map((node) => describe(node) ?? '')
  await expect.poll(done).toContainEqual(expect.stringMatching(/^update inbox state=ignored/))
  await pause(turnedMs)
  expect(done().filter((statement) => /^update (?!inbox)/.test(statement))).toEqual([])
})
