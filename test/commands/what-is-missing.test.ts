import { expect, test } from 'vitest'
import { linkNumber, openShop } from '../../simulator/shop.ts'
import { startWorld } from '../../simulator/world.ts'

const on = 'failed-payment (Failed payment): on'

test('a flow switched on says what still keeps its messages from going out', async () => {
  const world = await startWorld()
  await world.run('account', 'set')
  expect(await world.run('flow', 'on', 'failed-payment')).toEqual([
    on,
    'Nothing is sent until a number is linked: npm run paynudge -- number link',
  ])
  await linkNumber(world)
  expect(await world.run('flow', 'on', 'failed-payment')).toEqual([
    on,
    '0 of 81 texts are approved by Meta; the others are not sent with. See npm run paynudge -- template list',
  ])
  await openShop(world)
  expect(await world.run('flow', 'on', 'failed-payment')).toEqual([on])
  await world.close()
})

test('a flow switched on says that somebody stopped sending, or that the account only watches', async () => {
  const world = await startWorld()
  await openShop(world)
  await world.run('stop', 'account')
  await world.run('settings', 'set', '--mode', 'watch')
  expect(await world.run('flow', 'on', 'failed-payment')).toEqual([
    on,
    'The account only watches, so nothing is sent until: npm run paynudge -- settings set --mode live',
    'Sending is stopped: see npm run paynudge -- stop list',
  ])
  await world.close()
})
