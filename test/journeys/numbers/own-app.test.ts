import { expect, test } from 'vitest'
import { linkNumber, withFile } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { postStripe, smallEvent } from '../../routes/signed.ts'
import { emptyWorld, mayaPhone } from '../stage.ts'
import { addBerlin, berlin, refusalOf } from './stage.ts'

const secret = '0123456789abcdef0123456789abcdef'

/** The merchant has a Meta app of its own, tells us of it, and Meta of our address. */
async function ownApp(): Promise<World> {
  const world = await emptyWorld()
  await world.run('account', 'set')
  const lines = await addApp(world)
  const [, callbackUrl = ''] = /callback URL (\S+)/.exec(lines.join(' ')) ?? []
  const [, verifyToken = ''] = /verify token (\S+),/.exec(lines.join(' ')) ?? []
  world.whatsapp.addApp({ name: 'harbor-app', appId: '4711', appSecret: secret, verifyToken, callbackUrl })
  addBerlin(world, 'harbor-app')
  return world
}

function addApp(world: World, name = 'harbor-app', ...options: readonly string[]) {
  return withFile(secret, (file) =>
    world.run('app', 'add', name, '--app-id', '4711', '--secret-file', file, ...options),
  )
}

async function saidByShoppers({ house }: World): Promise<readonly string[]> {
  const consents = house.tools.db.selectFrom('consent').select('state')
  return (await consents.where('source', '=', 'shopper').execute()).map(({ state }) => state)
}

test('a merchant’s own Meta app answers Meta’s challenge and brings its news under its own secret', async () => {
  const world = await ownApp()
  expect(await world.whatsapp.verifyCallback('harbor-app')).toBe(true)
  await linkNumber(world, berlin, '--app', 'harbor-app')

  await world.whatsapp.reply(mayaPhone, 'STOP', berlin.phoneNumberId)
  await world.settle()

  expect(await saidByShoppers(world)).toEqual(['withdrawn', 'withdrawn'])
  const { db } = world.house.tools
  const kept = await db.selectFrom('inbox').select('account_id').where('source', '=', 'whatsapp').execute()
  expect(kept.map(({ account_id }) => account_id)).toEqual(['harbor-app'])
})

test('a STOP through the merchant’s own Meta app is heard after Paynudge was taken out of the account', async () => {
  const world = await ownApp()
  await linkNumber(world, berlin, '--app', 'harbor-app')
  const account = world.merchant.accountId
  const created = Math.floor(world.clock.now().epochMilliseconds / 1000)
  const event = smallEvent('account.application.deauthorized', 'evt_out', { account, created })
  await postStripe(world, JSON.stringify(event))
  await world.settle()

  await world.whatsapp.reply(mayaPhone, 'STOP', berlin.phoneNumberId)
  await world.settle()

  expect(await saidByShoppers(world)).toEqual(['withdrawn', 'withdrawn'])
})

test('another app’s signature opens no door, and its news are not taken for this one’s numbers', async () => {
  const world = await ownApp()
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
  const post = (name: string) =>
    fetch(`${world.url}/webhooks/whatsapp/${name}`, {
      method: 'POST',
      body,
      headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    })

  expect((await post('harbor-app')).status).toBe(401)
  expect((await post('nobody')).status).toBe(401)
})

test('the app’s secrets are kept sealed, and its address and verify token stay when its secret is renewed', async () => {
  const world = await ownApp()
  const row = await world.house.tools.db.selectFrom('meta_app').selectAll().executeTakeFirstOrThrow()

  expect(JSON.stringify(row)).not.toContain(secret)
  expect(await addApp(world)).toEqual(await addApp(world))
})

test('a name that is taken, or that cannot be an address, is refused', async () => {
  const world = await ownApp()
  await world.run('account', 'set', '--account', 'acct_other', '--name', 'Other', '--country', 'ES')

  expect(await refusalOf(addApp(world, 'harbor-app', '--account', 'acct_other'))).toContain('taken')
  expect(await refusalOf(addApp(world, 'default'))).toContain('another name')
  expect(await refusalOf(addApp(world, 'Ha/rbor'))).toContain('lowercase')
  expect(
    await refusalOf(linkNumber(world, businessNumber, '--account', 'acct_other', '--app', 'harbor-app')),
  ).toContain('There is no app harbor-app')
})

test('one Meta app may serve several servers: each account’s webhooks come to the server that links it', async () => {
  const world = await emptyWorld()
  await world.run('account', 'set')
  await linkNumber(world, businessNumber, '--own-callback')
  const answer = await fetch(`${world.whatsapp.url}/v25.0/${businessNumber.wabaId}/subscribed_apps`, {
    headers: { authorization: `Bearer ${businessNumber.token}` },
  })

  expect(await answer.json()).toMatchObject({
    data: [{ override_callback_uri: `${world.url}/webhooks/whatsapp/default` }],
  })
})
