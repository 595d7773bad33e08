import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { businessNumber, type World, type WorldOptions } from '../../simulator/world.ts'
import { finishSignup as finish, numberRows, postOwn as post, ticketOf } from '../journeys/numbers/stage.ts'
import { emptyWorld } from '../journeys/stage.ts'
import { ask } from './panel/ask.ts'

const { phoneNumberId, wabaId, token } = businessNumber

/** A world whose merchant is through with Meta's pages: the number is theirs, and not registered yet. */
async function signedUp(options?: WorldOptions): Promise<World> {
  const world = await emptyWorld(options)
  world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING' })
  return world
}

describe('the page that links a number through Meta', () => {
  test('is the same for everybody, loads scripts from Meta’s host only, and cannot be framed', async () => {
    const world = await signedUp()
    const response = await fetch(`${world.url}/connect/whatsapp`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`script-src 'self' ${world.whatsapp.url};`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('referrer-policy')).toBe('strict-origin')
    const page = await response.text()
    expect(page).not.toMatch(/<script>|<style|\son\w+=/)
    for (const path of page.match(/\/connect\/[\w-]+\.\w+/g) ?? [])
      expect((await fetch(`${world.url}${path}`)).status).toBe(200)
  })

  test('is not there where the server has no Meta app for it, and the panel offers none', async () => {
    const world = await signedUp({ hasSignup: false })
    expect((await fetch(`${world.url}/connect/whatsapp`)).status).toBe(404)
    expect((await ask(world, '/panel/numbers', {})).said.canConnect).toBe(false)
    const { status, said } = await ask(world, '/panel/numbers/connect', {})
    expect([status, said.error]).toEqual([422, expect.stringContaining('your own credentials')])
  })

  test('says for which account a number would be linked, however often it is asked', async () => {
    const world = await signedUp()
    const ticket = await ticketOf(world)
    for (let n = 0; n < 2; n += 1)
      expect(await post(world, '/connect/whatsapp/about', { ticket })).toEqual({
        status: 200,
        said: { name: 'Harbor Coffee', accountId: 'acct_harbor', environment: 'live' },
      })
  })
})

describe('a finished sign-up', () => {
  test('links the number in the name of whoever asked for the page', async () => {
    const world = await signedUp()
    const { status, said } = await finish(world, { ticket: await ticketOf(world) })

    expect([status, said]).toEqual([200, { phone: '+34 910 000 000', name: 'Harbor Coffee', warnings: [] }])
    const { numbers } = (await ask(world, '/panel/numbers', {})).said
    expect(numbers.map(({ phone, isDefault }) => [phone, isDefault])).toEqual([['+34 910 000 000', true]])
    const paths = world.whatsapp.calls.map(({ path }) => path)
    expect(paths).toContain(`/${wabaId}/subscribed_apps`)
    expect(paths).toContain(`/${phoneNumberId}/register`)
    const { db } = world.house.tools
    const audit = await db.selectFrom('audit').select(['actor', 'command']).orderBy('id').execute()
    expect(audit.slice(-2)).toEqual([
      { actor: 'panel:usr_ana', command: 'open-connect-page' },
      { actor: 'panel:usr_ana', command: 'link-number' },
    ])
  })

  test('leaves neither ticket, code, PIN nor token in the open', async () => {
    const world = await signedUp()
    const ticket = await ticketOf(world)
    const code = world.whatsapp.signUp(token)
    await finish(world, { ticket, code })
    const { db } = world.house.tools
    const tables = await db.introspection.getTables()
    const rows = await Promise.all(
      tables.map(({ name }) =>
        db
          .selectFrom(name as never)
          .selectAll()
          .execute(),
      ),
    )
    const kept = JSON.stringify(rows)
    expect(kept).toContain(createHash('sha256').update(ticket).digest('hex'))
    for (const secret of [ticket, code, '271828', token]) expect(kept).not.toContain(secret)
  })
})

type Attack = readonly [string, (world: World) => Promise<{ readonly status: number }>, number]
const attacks: readonly Attack[] = [
  [
    'a ticket that was used',
    async (world) => {
      const ticket = await ticketOf(world)
      await finish(world, { ticket, code: 'made-up' })
      return finish(world, { ticket })
    },
    410,
  ],
  [
    'a ticket that has ended',
    async (world) => {
      const ticket = await ticketOf(world)
      await world.clock.moveTo(world.clock.now().add({ minutes: 31 }))
      return finish(world, { ticket })
    },
    410,
  ],
  ['a ticket nobody was given', (world) => finish(world, { ticket: 'A'.repeat(22) }), 410],
  ['no ticket', (world) => finish(world, {}), 400],
  [
    'a ticket of an account that took the app out meanwhile',
    async (world) => {
      const ticket = await ticketOf(world)
      const { db } = world.house.tools
      await db.updateTable('account').set({ uninstalled_at: 1 }).execute()
      return finish(world, { ticket })
    },
    410,
  ],
  [
    'another page’s origin',
    async (world) => finish(world, { ticket: await ticketOf(world) }, 'https://evil.example'),
    403,
  ],
  [
    'an origin the browser hides',
    async (world) => finish(world, { ticket: await ticketOf(world) }, 'null'),
    403,
  ],
  ['no origin', async (world) => finish(world, { ticket: await ticketOf(world) }, null), 403],
  [
    'an account the body names beside the ticket',
    async (world) => finish(world, { ticket: await ticketOf(world), account: 'acct_other' }),
    400,
  ],
  [
    'a code that is made up',
    async (world) => finish(world, { ticket: await ticketOf(world), code: 'made-up' }),
    422,
  ],
  [
    'a code that is half a minute old',
    async (world) => {
      const ticket = await ticketOf(world)
      const code = world.whatsapp.signUp(token)
      await world.clock.moveTo(world.clock.now().add({ seconds: 31 }))
      return finish(world, { ticket, code })
    },
    422,
  ],
  [
    'a number of an account the permission is not for',
    async (world) => finish(world, { ticket: await ticketOf(world), wabaId: '999' }),
    422,
  ],
  [
    'a number that is not of the account',
    async (world) => finish(world, { ticket: await ticketOf(world), phoneNumberId: '999' }),
    422,
  ],
  [
    'no phone number',
    async (world) => finish(world, { ticket: await ticketOf(world), phoneNumberId: undefined }),
    400,
  ],
  [
    'a PIN of four digits',
    async (world) => finish(world, { ticket: await ticketOf(world), pin: '1234' }),
    400,
  ],
]

describe('nothing is linked by', () => {
  test.each(attacks)('%s', async (_, attack, status) => {
    const world = await signedUp()
    expect((await attack(world)).status).toBe(status)
    expect(await numberRows(world)).toEqual([])
  })

  test('a ticket of another account, for this one', async () => {
    const world = await signedUp()
    await world.run('account', 'set', '--account', 'acct_other', '--name', 'Other', '--country', 'ES')
    const ticket = await ticketOf(world, { account_id: 'acct_other' })
    expect((await post(world, '/connect/whatsapp/about', { ticket })).said.name).toBe('Other')
    expect((await finish(world, { ticket })).status).toBe(200)
    expect((await ask(world, '/panel/numbers', {})).said.numbers).toEqual([])
    const mine = await finish(world, { ticket: await ticketOf(world) })
    expect([mine.status, mine.said.error]).toEqual([
      422,
      expect.stringContaining('linked to another account'),
    ])
  })
})

describe('what goes wrong is said in words', () => {
  test('a phone number that is missing can be chosen after all, with the same ticket', async () => {
    const world = await signedUp()
    const ticket = await ticketOf(world)
    const { said } = await finish(world, { ticket, phoneNumberId: undefined })
    expect(said.error).toContain('No phone number was chosen at Meta')
    expect((await finish(world, { ticket })).status).toBe(200)
  })

  test('a PIN that is not the number’s', async () => {
    const world = await signedUp()
    world.whatsapp.changeNumber(phoneNumberId, { pin: '314159' })
    const { said } = await finish(world, { ticket: await ticketOf(world) })
    expect(said.error).toContain('The PIN is not the one Meta has')
  })

  test('a code Meta does not take', async () => {
    const world = await signedUp()
    const { said } = await finish(world, { ticket: await ticketOf(world), code: 'made-up' })
    expect(said.error).toBe('The sign-up at Meta has ended or was used already')
  })

  test('an app secret that is not the right one any more', async () => {
    const world = await signedUp()
    world.whatsapp.fail({ path: /access_token/, code: 101 }, 1)
    const { said } = await finish(world, { ticket: await ticketOf(world) })
    expect(said.error).toContain('WHATSAPP_APP_SECRET')
  })

  test('Meta being away', async () => {
    const world = await signedUp()
    world.whatsapp.fail({ path: /access_token/, accident: 'reset-before' }, 1)
    const { status, said } = await finish(world, { ticket: await ticketOf(world) })
    expect([status, said.error]).toEqual([503, 'Meta did not answer'])
  })
})
