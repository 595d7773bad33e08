import { expect, test } from 'vitest'
import { postStripe, smallEvent } from '../routes/signed.ts'
import { count, mayaPhone, setAside, shopWithMaya } from './stage.ts'
import { diskFullSoon, type Trouble, unreachableSoon } from './troubles.ts'

const troubles: readonly (readonly [string, () => Promise<Trouble>])[] = [
  ['the disk is full', diskFullSoon],
  ['the database is away', unreachableSoon],
]

/** An event too large for what room a page may have left. */
const largeEvent = JSON.stringify(smallEvent('invoice.paid', 'evt_large', { padding: 'x'.repeat(100_000) }))

test.each(troubles)(
  'while %s webhooks are refused, and kept when their sender tries again',
  async (_, arrange) => {
    const trouble = await arrange()
    const world = await shopWithMaya({}, { databaseUrl: trouble.databaseUrl })
    const before = await count(world, 'inbox')
    await trouble.begin(world)

    const refused = await postStripe(world, largeEvent)
    expect(refused.status).toBe(500)
    expect(await refused.json()).toEqual({ error: 'The request could not be answered; please try again' })

    await trouble.end(world)
    expect(await count(world, 'inbox')).toBe(before)
    expect((await postStripe(world, largeEvent)).status).toBe(200)
    expect(await count(world, 'inbox')).toBe(before + 1)
  },
)

test.each(troubles)(
  'after a time when %s the work goes on by itself, and nothing is lost or sent twice',
  async (_, arrange) => {
    const trouble = await arrange()
    const world = await shopWithMaya({}, { databaseUrl: trouble.databaseUrl })
    await trouble.begin(world)
    world.stripe.declineRenewal('cus_maya')
    await world.stripe.delivered()
    expect(world.stripe.deliveries.at(-1)).toMatchObject({ status: 500 })
    await trouble.end(world)

    await world.advance({ hours: 2 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
    expect(await setAside(world)).toEqual([])
  },
)

test.each(troubles)(
  'a turn while %s tells what failed, and the next one does the work',
  async (_, arrange) => {
    const trouble = await arrange()
    const world = await shopWithMaya({}, { databaseUrl: trouble.databaseUrl })
    world.stripe.declineRenewal('cus_maya')
    await world.stripe.delivered()
    await trouble.begin(world)
    const outcomes = await world.house.turn()
    expect(outcomes.map(({ kind }) => kind)).toContain('step-failed')
    await trouble.end(world)

    await world.advance({ hours: 2 })

    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
    expect(await setAside(world)).toEqual([])
  },
)

test.each(troubles)(
  'when %s in the middle of a look, nothing of it is half done and all of it is done later',
  async (_, arrange) => {
    const trouble = await arrange()
    const world = await shopWithMaya({}, { databaseUrl: trouble.databaseUrl })
    world.stripe.declineRenewal('cus_maya')
    await world.stripe.delivered()
    const end = world.stripe.onCall(async (_call, moment) => {
      if (moment !== 'carried-out') return
      end()
      await trouble.begin(world)
    })
    await world.house.turn()
    await trouble.end(world)
    expect(await count(world, 'nudge')).toBe(3 * (await count(world, 'enrollment')))

    await world.advance({ hours: 2 })

    expect(await count(world, 'enrollment')).toBe(1)
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  },
)
