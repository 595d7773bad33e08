import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { onPostgres } from '../databases.ts'
import { ask } from '../routes/panel/ask.ts'
import { postStripe, smallEvent } from '../routes/signed.ts'
import { finishSignup, numberRows, ticketOf } from './numbers/stage.ts'
import {
  count,
  linkOf,
  mayaFails,
  mayaPhone,
  mayaWasWrittenTo,
  nudgeStates,
  openPatientShop,
  shopWithMaya,
} from './stage.ts'

const created = (world: World) => Math.floor(world.clock.now().epochMilliseconds / 1000)

/** Stripe tells something about the app in the world's account. */
async function tell(world: World, type: string, fields: object = {}) {
  const event = { account: world.merchant.accountId, created: created(world), ...fields }
  await postStripe(world, JSON.stringify(smallEvent(type, `evt_${type}_${Math.random()}`, event)))
  await world.settle()
}
/** When each account was taken out; null for one that is in. */
async function whenOut({ house }: World): Promise<readonly (number | null)[]> {
  const rows = await house.tools.db.selectFrom('account').select('uninstalled_at').execute()
  return rows.map(({ uninstalled_at }) => uninstalled_at)
}
const uninstall = (world: World) => tell(world, 'account.application.deauthorized')

test('taking the app out stops everything that was planned, and destroys the token', async () => {
  const { world } = await mayaWasWrittenTo()
  await uninstall(world)
  expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
  const [number] = await numberRows(world)
  expect(number).toMatchObject({ token_sealed: '', token_expires_at: null, is_default: 0 })
  expect(number?.unlinked_at).toBe(world.clock.now().epochMilliseconds)
  expect(await count(world, 'flow_setting')).toBe(0)
  await world.advance({ days: 8 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('a page for linking a number is of no use once the app was taken out, though it is put in again', async () => {
  const world = await shopWithMaya()
  const [first, second] = [await ticketOf(world), await ticketOf(world)]
  await uninstall(world)
  expect((await finishSignup(world, { ticket: first })).status).toBe(410)
  await tell(world, 'account.application.authorized')
  expect((await finishSignup(world, { ticket: second })).status).toBe(410)
  expect((await numberRows(world)).map(({ token_sealed }) => token_sealed)).toEqual([''])
})

test('a STOP after the app was taken out counts when it is put in again, and its words are not kept', async () => {
  const { world } = await mayaWasWrittenTo()
  await uninstall(world)
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ days: 1 })
  await tell(world, 'account.application.authorized')
  await openPatientShop(world)
  await mayaFails(world)
  await world.advance({ days: 8 })

  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  const messages = await world.house.tools.db.selectFrom('message').select(['kind', 'body']).execute()
  expect(messages).toEqual([{ kind: 'text', body: null }])
})

test('a payment that fails afterwards starts nothing', async () => {
  const world = await shopWithMaya()
  await tell(world, 'apps.install.deleted')
  await mayaFails(world)
  expect(await count(world, 'enrollment')).toBe(0)
})

test('what was kept is erased after thirty days, and not before', async () => {
  const { world } = await mayaWasWrittenTo()
  await uninstall(world)
  await world.advance({ days: 29 })
  expect(await count(world, 'shopper')).toBe(1)
  await world.advance({ days: 2 })
  for (const table of ['account', 'shopper', 'consent', 'enrollment', 'send', 'audit'] as const)
    expect([table, await count(world, table)]).toEqual([table, 0])
})

// The moment is caught by a trigger, which each database writes in its own way.
test.skipIf(onPostgres())(
  'an account that is put in again while it is erased keeps what it has from then on',
  async () => {
    const { world } = await mayaWasWrittenTo()
    await uninstall(world)
    await world.advance({ days: 29 })
    const putIn = 'update account set uninstalled_at = null'
    await sql
      .raw(`create trigger putting_in after delete on nudge begin ${putIn}; end`)
      .execute(world.house.tools.db)
    await world.advance({ days: 2 })

    expect(await count(world, 'nudge')).toBe(0)
    for (const table of ['account', 'send', 'audit'] as const)
      expect([table, (await count(world, table)) > 0]).toEqual([table, true])
  },
)

test('an account that is installed again begins anew, and remembers who wants no messages', async () => {
  const { world } = await mayaWasWrittenTo()
  await ask(world, '/panel/consent/record', { customer: 'cus_maya', state: 'withdrawn' })
  await uninstall(world)
  await world.advance({ days: 1 })
  await tell(world, 'account.application.authorized')
  const { said } = await ask(world, '/panel/overview', {})
  expect(said).toMatchObject({ flowsOn: 0, number: null })
  const consent = await ask(world, '/panel/consent', { customer: 'cus_maya' })
  expect(consent.said.now.service).toBe('withdrawn')
  await world.advance({ days: 40 })
  expect(await count(world, 'account')).toBe(1)
})

test('the panel installs an account again when it is opened before the event comes', async () => {
  const { world } = await mayaWasWrittenTo()
  await uninstall(world)
  expect((await ask(world, '/panel/overview', {})).status).toBe(200)
  await tell(world, 'account.application.authorized')
  await world.advance({ days: 40 })
  expect(await count(world, 'account')).toBe(1)
})

test('news of an old uninstall that comes late does not take out a new install', async () => {
  const world = await shopWithMaya()
  const old = created(world)
  await uninstall(world)
  await world.advance({ days: 1 })
  await tell(world, 'account.application.authorized')
  await tell(world, 'account.application.deauthorized', { created: old })
  expect((await ask(world, '/panel/overview', {})).status).toBe(200)
  expect(await whenOut(world)).toEqual([null])
})

const inOrder = ['account.application.deauthorized', 'account.application.authorized']

test.each([
  ['in order', inOrder],
  ['in reverse order', inOrder.toReversed()],
])(
  'an account put in again a minute after it was taken out is in and begins anew, heard %s',
  async (_, types) => {
    const { world } = await mayaWasWrittenTo()
    const out = created(world) + 300
    await world.advance({ minutes: 10 })
    for (const type of types) await tell(world, type, { created: type === inOrder[0] ? out : out + 60 })

    // Asked before the panel is opened, which would put the account in by itself.
    expect(await whenOut(world)).toEqual([null])
    expect((await ask(world, '/panel/overview', {})).said).toMatchObject({ flowsOn: 0, number: null })
    expect(await nudgeStates(world)).toEqual(['sent', 'cancelled', 'cancelled'])
    await openPatientShop(world)
    await tell(world, 'apps.install.deleted', { created: out })
    expect((await ask(world, '/panel/overview', {})).said).toMatchObject({ flowsOn: 1 })
  },
)

test('an event that names no account takes nothing out', async () => {
  const { world, message } = await mayaWasWrittenTo()
  await tell(world, 'account.application.deauthorized', { account: undefined })
  expect(await count(world, 'number')).toBe(1)
  expect(linkOf(message)).toContain('/r/')
})
