import { describe, expect, test } from 'vitest'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { addBerlin, berlin, numberRows } from '../../journeys/numbers/stage.ts'
import { emptyWorld } from '../../journeys/stage.ts'
import { ask, draft, send, support } from './ask.ts'

const link = '/panel/numbers/link'
const { phoneNumberId } = businessNumber

/** Everything the database holds, as one text. */
async function allKept(world: World): Promise<string> {
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
  return JSON.stringify(rows)
}

describe('linking a number in the panel', () => {
  test('keeps it once Meta has confirmed it, with what Meta says of it', async () => {
    const world = await emptyWorld()
    const nothing = { numbers: [], apps: [], canConnect: true, warnings: [] }
    expect((await ask(world, '/panel/numbers', {})).said).toEqual(nothing)
    world.whatsapp.changeNumber(phoneNumberId, { quality: 'YELLOW', messagingLimit: 'TIER_10K' })

    const { status, said } = await ask(world, link, businessNumber)

    expect([status, said.numbers]).toEqual([
      200,
      [
        {
          phoneNumberId,
          wabaId: businessNumber.wabaId,
          app: 'default',
          phone: '+34 910 000 000',
          name: 'Harbor Coffee',
          isDefault: true,
          status: 'CONNECTED',
          quality: 'YELLOW',
          messagingLimit: 'TIER_10K',
          seenAt: world.clock.now().epochMilliseconds,
          tokenEndsAt: null,
        },
      ],
    ])
    expect((await ask(world, '/panel/numbers', {})).said.numbers).toEqual(said.numbers)
  })

  test('shows what Meta says of it half a day later', async () => {
    const world = await emptyWorld()
    await ask(world, link, businessNumber)
    world.whatsapp.changeNumber(phoneNumberId, { status: 'FLAGGED', quality: 'RED' })
    await world.advance({ hours: 13 })

    const [number] = (await ask(world, '/panel/numbers', {})).said.numbers
    expect(number).toMatchObject({ status: 'FLAGGED', quality: 'RED' })
    expect(world.clock.now().epochMilliseconds - (number?.seenAt ?? 0)).toBeLessThan(2 * 3_600_000)
  })

  test('keeps neither its token nor its PIN in the open, and answers with neither, however often it is asked', async () => {
    const world = await emptyWorld()
    world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING' })
    const asked = await draft(world, link, { ...businessNumber, pin: '271828' })
    const answers = [await send(world, asked), await send(world, asked)]

    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(texts[1]).toBe(texts[0])
    for (const text of [...texts, await allKept(world)]) {
      expect(text).not.toContain(businessNumber.token)
      expect(text).not.toContain('271828')
    }
    expect(world.whatsapp.calls.filter(({ path }) => path.endsWith('/register'))).toHaveLength(1)
  })

  test('is refused without telling a token that Meta repeats', async () => {
    const world = await emptyWorld()
    const message = `Malformed access token ${businessNumber.token}`
    world.whatsapp.fail({ path: /subscribed_apps/, code: 200, message }, 1)
    const { status, said } = await ask(world, link, businessNumber)
    expect([status, said.code]).toEqual([422, 'refused'])
    expect(said.error).toContain('Malformed access token •••')
    expect(await allKept(world)).not.toContain(businessNumber.token)
  })

  test('asks for the PIN of one that is not registered yet, and links it with the PIN', async () => {
    const world = await emptyWorld()
    world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING', pin: '271828' })
    const first = await ask(world, link, businessNumber)
    expect([first.status, first.said.code]).toEqual([422, 'needs-pin'])
    expect(first.said.error).toContain('six-digit PIN')
    expect(await numberRows(world)).toEqual([])

    const wrong = await ask(world, link, { ...businessNumber, pin: '314159' })
    expect(wrong.said).toMatchObject({
      code: 'refused',
      error: expect.stringContaining('The PIN is not'),
      fields: { pin: expect.any(String) },
    })
    expect((await ask(world, link, { ...businessNumber, pin: '271828' })).status).toBe(200)
  })

  test('asks for the code of one that is not verified yet, and then for its PIN', async () => {
    const world = await emptyWorld()
    const unverified = { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }
    world.whatsapp.changeNumber(phoneNumberId, unverified)
    expect((await ask(world, link, businessNumber)).said.code).toBe('needs-code')
    expect((await ask(world, '/panel/numbers/code', { ...businessNumber, way: 'SMS' })).said).toEqual({
      sent: true,
    })
    const withCode = await ask(world, link, { ...businessNumber, code: '123456' })
    expect([withCode.status, withCode.said.code]).toEqual([422, 'needs-pin'])
    const whole = await ask(world, link, { ...businessNumber, code: '123456', pin: '271828' })
    expect(whole.status).toBe(200)
  })

  test('has no code sent to a number for which the token may not speak, nor without end', async () => {
    const world = await emptyWorld()
    const unverified = { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }
    world.whatsapp.changeNumber(phoneNumberId, unverified)
    const code = '/panel/numbers/code'
    const strange = await ask(world, code, { ...businessNumber, wabaId: '999', way: 'SMS' })
    expect(strange.said.error).toContain('may not use the business account 999')
    for (let n = 0; n < 5; n += 1) await ask(world, code, { ...businessNumber, way: 'SMS' })
    const { status, said } = await ask(world, code, { ...businessNumber, way: 'SMS' })
    expect([status, said.error]).toEqual([
      422,
      'Meta sent no code. You asked for a code too often. Wait a while and try again.',
    ])
  })

  test.each([
    ['an id with letters', { phoneNumberId: '+34 910' }, 'digits only', ['phoneNumberId']],
    ['no token', { token: '' }, 'The token is missing', ['token']],
    ['a PIN of four digits', { pin: '1234' }, 'six digits', ['pin']],
    ['an app nobody added', { app: 'other' }, 'There is no app other', ['app']],
    ['a token of somebody else', { token: 'EAAG-made-up-token' }, 'wrong or has expired', ['token']],
    [
      'another business account',
      { wabaId: '999' },
      'may not use the business account 999',
      ['token', 'wabaId'],
    ],
  ])('with %s is refused in words, at each field it is about', async (_, change, words, fields) => {
    const world = await emptyWorld()
    const { status, said } = await ask(world, link, { ...businessNumber, ...change })
    expect([status, said.code]).toEqual([422, 'refused'])
    expect(said.error).toContain(words)
    expect(Object.keys(said.fields ?? {})).toEqual(fields)
    expect(await numberRows(world)).toEqual([])
  })

  test('while Meta is away says so, and can be tried again', async () => {
    const world = await emptyWorld()
    world.whatsapp.fail({ accident: 'reset-before', path: /phone_numbers/ }, 1)
    const { status, said } = await ask(world, link, businessNumber)
    expect([status, said.error]).toEqual([503, 'Meta did not answer. Try again in a minute'])
    expect((await ask(world, link, businessNumber)).status).toBe(200)
  })

  test('tells what its merchant should know', async () => {
    const world = await emptyWorld()
    world.whatsapp.limitToken(businessNumber.token, { expiresAt: world.clock.now().add({ hours: 24 }) })
    const { said } = await ask(world, link, businessNumber)
    expect(said.warnings).toEqual([expect.stringContaining('The token ends on 2026-11-24')])
    expect(said.numbers[0]?.tokenEndsAt).toBe(Date.parse('2026-11-24T09:00:00Z'))
  })

  test('is not for support', async () => {
    const world = await emptyWorld()
    const { status } = await ask(world, link, businessNumber, { claims: { stripe_roles: [support] } })
    expect(status).toBe(403)
  })
})

describe('of two numbers', () => {
  test('the other one becomes the default, and only then the first is unlinked', async () => {
    const world = await emptyWorld()
    addBerlin(world)
    await ask(world, link, businessNumber)
    await ask(world, link, berlin)
    const early = await ask(world, '/panel/numbers/unlink', { phoneNumberId })
    expect(early.said).toMatchObject({ code: 'refused', error: expect.stringContaining('the default first') })

    const { said } = await ask(world, '/panel/numbers/default', { phoneNumberId: berlin.phoneNumberId })
    expect(said.numbers.map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Harbor Coffee', false],
      ['Harbor Berlin', true],
    ])
    const left = await ask(world, '/panel/numbers/unlink', { phoneNumberId })
    expect(left.said.numbers.map(({ name }) => name)).toEqual(['Harbor Berlin'])
    expect(left.said.warnings).toEqual([])
    const [row] = await numberRows(world)
    expect(row?.token_sealed).toBe('')
  })

  test('a flow and a country may have the other one, and no number that is not linked', async () => {
    const world = await emptyWorld()
    addBerlin(world)
    await ask(world, link, businessNumber)
    await ask(world, link, berlin)
    const choose = (sender: string | null) =>
      ask(world, '/panel/flows/choose', { flow: 'failed-payment', change: { sender } })
    const senderIn = ({ said }: Awaited<ReturnType<typeof choose>>) =>
      said.flows.find(({ key }) => key === 'failed-payment')?.holds.sender
    expect(senderIn(await choose(berlin.phoneNumberId))).toBe(berlin.phoneNumberId)
    expect(senderIn(await choose(null))).toBe(phoneNumberId)
    expect((await choose('666')).said.error).toContain('No number 666 is linked')

    const chooseFor = (country: string, number: string | null) =>
      ask(world, '/panel/settings/choose', { senders: [{ country, number }] })
    const chosen = await chooseFor('DE', berlin.phoneNumberId)
    expect(chosen.said.holds.senders).toEqual({ DE: berlin.phoneNumberId })
    expect((await chooseFor('DE', null)).said.holds.senders).toEqual({})
    expect((await chooseFor('XX', phoneNumberId)).said.error).toContain('two letters')
    expect((await chooseFor('FR', '666')).said.error).toContain('No number 666 is linked')
  })

  test('one is unlinked though Meta cannot be told, and it is said what to do', async () => {
    const world = await emptyWorld()
    await ask(world, link, businessNumber)
    world.whatsapp.fail({ path: /subscribed_apps/, code: 1 }, 1)
    const { said } = await ask(world, '/panel/numbers/unlink', { phoneNumberId })
    expect(said).toMatchObject({ numbers: [], warnings: [expect.stringContaining('WhatsApp Manager')] })
  })
})
