import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../server/store/database.ts'
import {
  abandonedSending,
  addNudges,
  cancelWaiting,
  claimDue,
  nextNudgeAt,
  nudgesOf,
  setState,
  skipClaimed,
  skipScheduled,
  startSending,
  waitUntil,
} from '../../server/store/nudges.ts'
import {
  bakery,
  bodega,
  type Enrolled,
  enrollMaya,
  inMinutes,
  inSeconds,
  now,
  openStockroom,
} from './stockroom.ts'

let db: Db
let maya: Enrolled
beforeEach(async () => {
  db = await openStockroom()
  maya = await enrollMaya(db)
})

const leaseMs = 120_000
const claim = (at = now) => claimDue(db, bodega, { limit: 10, leaseMs }, at)
const claimOne = async (at = now) => (await claim(at))[0]!
const states = async () => (await nudgesOf(db, maya.enrollment)).map((nudge) => nudge.state)

describe('a planned message is taken', () => {
  test('when it is due, and not before', async () => {
    expect(await claim(inSeconds(-1))).toEqual([])
    expect(await claim()).toMatchObject([{ step: 1, template: 'payment_failed', attempts: 0 }])
  })

  test('by one worker only', async () => {
    const [first, second] = await Promise.all([claim(), claim()])
    expect([...first, ...second]).toHaveLength(1)
    expect(await claim()).toEqual([])
  })

  test('by an account that has something due, and for that account alone', async () => {
    expect(await claimDue(db, bakery, { limit: 10, leaseMs }, now)).toEqual([])
    expect(await claim()).toHaveLength(1)
  })

  test('the sooner the more it is worth, when not all can be', async () => {
    const { enrollment } = await enrollMaya(db, { subject: 'in_dear' })
    const slot = { step: 3, template: 'dear', delayMinutes: 0, dueAt: now, uselessAt: inMinutes(60) }
    await addNudges(db, enrollment, [{ ...slot, weight: 5 }], now)
    const [dearest] = await claimDue(db, bodega, { limit: 1, leaseMs }, inMinutes(1))
    expect(dearest?.template).toBe('dear')
  })

  test('again when the worker went away before it began to send', async () => {
    const lost = await claimOne()
    expect(await claim(inSeconds(119))).toEqual([])
    expect((await claimOne(inSeconds(120))).id).toBe(lost.id)
  })

  test('again when what it waited for is over', async () => {
    expect(await waitUntil(db, await claimOne(), inMinutes(15))).toBe(true)
    expect(await claim(inMinutes(14))).toEqual([])
    expect(await claimOne(inMinutes(15))).toMatchObject({ step: 1 })
  })

  test('next at the time the worker is told', async () => {
    expect(await nextNudgeAt(db)).toBe(now.epochMilliseconds)
    await skipClaimed(db, await claimOne())
    expect(await nextNudgeAt(db)).toBe(inMinutes(60).epochMilliseconds)
    await cancelWaiting(db, maya.enrollment)
    expect(await nextNudgeAt(db)).toBeUndefined()
  })
})

describe('a message begins to be sent', () => {
  test('once', async () => {
    const nudge = await claimOne()
    expect(await startSending(db, nudge, inMinutes(2))).toBe(true)
    expect(await startSending(db, nudge, inMinutes(2))).toBe(false)
    expect(await claim(inMinutes(30))).toEqual([])
  })

  test('unless a payment cancelled it meanwhile', async () => {
    const nudge = await claimOne()
    expect(await cancelWaiting(db, maya.enrollment)).toBe(2)
    expect(await startSending(db, nudge, inMinutes(2))).toBe(false)
    expect(await states()).toEqual(['cancelled', 'cancelled'])
  })

  test('unless another worker has taken it over', async () => {
    const slow = await claimOne()
    const fast = await claimOne(inSeconds(120))
    expect(await startSending(db, slow, inMinutes(4))).toBe(false)
    expect(await waitUntil(db, slow, inMinutes(4))).toBe(false)
    expect(await skipClaimed(db, slow)).toBe(false)
    expect(await startSending(db, fast, inMinutes(4))).toBe(true)
  })

  test('unless it was put back meanwhile', async () => {
    const nudge = await claimOne()
    await waitUntil(db, nudge, inMinutes(15))
    expect(await startSending(db, nudge, inMinutes(2))).toBe(false)
  })

  test('and counts as a try', async () => {
    await startSending(db, await claimOne(), inMinutes(2))
    expect((await nudgesOf(db, maya.enrollment))[0]).toMatchObject({ state: 'sending', attempts: 1 })
  })
})

describe('a message whose sender went away in the middle of the call', () => {
  test('is found when its time ran out, and never taken again', async () => {
    const nudge = await claimOne()
    await startSending(db, nudge, inMinutes(2))
    expect(await abandonedSending(db, 10, inSeconds(119))).toEqual([])
    expect(await abandonedSending(db, 10, inMinutes(2))).toMatchObject([{ id: nudge.id }])
    expect(await claim(inMinutes(30))).toEqual([])
  })

  test('is not found once its outcome is known', async () => {
    const nudge = await claimOne()
    await startSending(db, nudge, inMinutes(2))
    expect(await setState(db, nudge, { from: ['sending'], to: 'sent' })).toBe(true)
    expect(await abandonedSending(db, 10, inMinutes(2))).toEqual([])
  })
})

describe('a payment', () => {
  test('cancels what waits and leaves what is being sent or was skipped', async () => {
    await startSending(db, await claimOne(), inMinutes(2))
    expect(await cancelWaiting(db, maya.enrollment)).toBe(1)
    expect(await states()).toEqual(['sending', 'cancelled'])
    expect(await cancelWaiting(db, maya.enrollment)).toBe(0)
  })

  test('of one invoice leaves the messages about another', async () => {
    const other = await enrollMaya(db, { subject: 'in_other' })
    await cancelWaiting(db, maya.enrollment)
    expect((await nudgesOf(db, other.enrollment)).map((nudge) => nudge.state)).toEqual([
      'scheduled',
      'scheduled',
    ])
  })
})

describe('a message', () => {
  test('is skipped while nobody has begun it, and stays skipped', async () => {
    await skipScheduled(db, maya.nudges[0]!)
    expect(await claim()).toEqual([])
    expect(await states()).toEqual(['skipped', 'scheduled'])
  })

  test('only moves from where it stands', async () => {
    const nudge = maya.nudges[0]!
    expect(await setState(db, nudge, { from: ['sending', 'sent'], to: 'failed' })).toBe(false)
    expect(await states()).toEqual(['scheduled', 'scheduled'])
  })

  test('is refused a second time for the same step', async () => {
    await expect(enrollMaya(db)).rejects.toThrow(/unique/i)
  })
})
