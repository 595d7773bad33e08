import { expect, test } from 'vitest'
import { explained, nudgeStates, sendsToMeta, shopWithMaya } from './stage.ts'

test.each([
  ['0029', 'sent', 3, 'Your number wrote more messages a second than Meta allows.'],
  ['0026', 'failed', 1, 'WhatsApp cannot deliver to this customer'],
  ['0047', 'failed', 1, 'only a text Meta approved may go out'],
  ['0504', 'sent', 1, 'Every condition was met'],
])(
  'a customer whose phone ends with %s shows how a message fares: %s, after %i tries',
  async (ending, state, tries, told) => {
    const world = await shopWithMaya({ phone: `+1 500 555 ${ending}`, country: 'US' })
    await world.run('flow', 'set', 'failed-payment', '--delays', '1h')
    const invoice = world.stripe.declineRenewal('cus_maya')

    await world.advance({ days: 2 })

    expect(sendsToMeta(world)).toBe(tries)
    expect(await explained(world, invoice)).toContain(told)
    expect(await nudgeStates(world)).toEqual([state])
  },
)
