import { describe, expect, test } from 'vitest'
import { besideApp, limitsOf, limitsOfAll } from '../../server/whatsapp/limits.ts'

describe('what Meta says of a number tells its limits', () => {
  test.each([
    ['a usual one', { throughput: 'STANDARD', messagingLimit: 'TIER_2K' }, 80, 2_000],
    ['an upgraded one', { throughput: 'HIGH', messagingLimit: 'TIER_UNLIMITED' }, 1_000, undefined],
    ['one that is used in the app too', { throughput: besideApp, messagingLimit: 'TIER_250' }, 20, 250],
    ['one it says nothing of', { throughput: undefined, messagingLimit: undefined }, 80, undefined],
  ])('%s', (_, number, perSecond, peopleADay) => {
    expect(limitsOf(number)).toEqual({ perSecond, peopleADay })
  })

  test('several together are as narrow as the narrowest, whichever of them a message goes out from', () => {
    const fast = { throughput: 'HIGH', messagingLimit: 'TIER_100K' }
    const slow = { throughput: 'STANDARD', messagingLimit: 'TIER_UNLIMITED' }
    expect(limitsOfAll([fast, slow])).toEqual({ perSecond: 80, peopleADay: 100_000 })
    expect(limitsOfAll([])).toEqual({ perSecond: 80, peopleADay: undefined })
  })
})
