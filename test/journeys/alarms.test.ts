import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import Stripe from 'stripe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { liftAlarm, raiseAlarm } from '../../server/store/alarms.ts'
import { inTransaction } from '../../server/store/database.ts'
import type { World } from '../../simulator/world.ts'
import { emptyWorld, shopWithMaya } from './stage.ts'

type Heard = { readonly body: string; readonly signature: string }

/** A merchant's own receiver on loopback; it answers with these statuses in turn, and 200 after them. */
async function openReceiver(statuses: number[] = []) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    heard.push({
      body: Buffer.concat(parts).toString(),
      signature: String(request.headers['paynudge-signature']),
    })
    response.writeHead(statuses.shift() ?? 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarms` }
}

/** A mail server on loopback that keeps what it is given. */
async function openMailServer() {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: async (stream, _session, done) => {
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      mails.push(Buffer.concat(parts).toString())
      done()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { mails, mailServer: { url: `smtp://127.0.0.1:${port}`, from: 'Paynudge <alarms@example.com>' } }
}

const token = { kind: 'token-refused', about: '100200300' } as const

function raise(world: World, detail?: string) {
  const { db } = world.house.tools
  return inTransaction(db, (tx) => raiseAlarm(tx, world.merchant, { ...token, detail }, world.clock.now()))
}

function lift(world: World) {
  return inTransaction(world.house.tools.db, (tx) => liftAlarm(tx, world.merchant, token, world.clock.now()))
}

async function webhookSecret(world: World, url: string): Promise<string> {
  const told = (await world.run('alarm', 'set', '--webhook', url)).join()
  return /whsec_[\w-]+/.exec(told)?.[0] ?? 'none'
}

const typesOf = (heard: readonly Heard[]) => heard.map(({ body }) => JSON.parse(body).type)

describe('an alarm by webhook', () => {
  test('is told once when it is raised and once when it lifts, however often its cause shows', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver()
    await webhookSecret(world, url)

    expect(await raise(world)).toBe(true)
    expect(await raise(world)).toBe(false)
    await world.advance({ hours: 3 })
    expect(typesOf(heard)).toEqual(['alarm.raised'])

    expect(await lift(world)).toBe(true)
    expect(await lift(world)).toBe(false)
    await world.advance({ hours: 3 })
    expect(typesOf(heard)).toEqual(['alarm.raised', 'alarm.lifted'])
  })

  test('says what is wrong and what to do, signed over its raw bytes as Stripe signs', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver()
    const secret = await webhookSecret(world, url)

    await raise(world, 'Der Schlüssel ist abgelaufen – Ende')
    await world.settle()

    const [{ body, signature }] = heard as [Heard]
    expect(JSON.parse(body)).toMatchObject({
      type: 'alarm.raised',
      account: 'acct_harbor',
      environment: 'live',
      created: world.clock.now().epochMilliseconds / 1_000,
      alarm: {
        kind: 'token-refused',
        about: '100200300',
        sentence: expect.stringContaining('token'),
        todo: expect.stringContaining('number link'),
        detail: 'Der Schlüssel ist abgelaufen – Ende',
      },
    })
    const { signature: stripeSignature } = new Stripe('sk_test_x').webhooks
    const receivedAt = world.clock.now().epochMilliseconds
    const holds = (payload: string, by: string) =>
      stripeSignature?.verifyHeader(payload, signature, by, 300, undefined, receivedAt)
    expect(holds(body, secret)).toBe(true)
    expect(() => holds(body.replace('live', 'test'), secret)).toThrow()
    expect(() => holds(body, 'whsec_another')).toThrow()
  })

  test('is tried again until the receiver takes it, with the same id, and only then told to be over', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver([500, 302, 404])
    await webhookSecret(world, url)

    await raise(world)
    await world.settle()
    await lift(world)
    await world.settle()
    expect((await world.run('alarm', 'list')).join('\n')).toContain(
      'not told by webhook: the webhook answered 500, not 2xx (tried 1 times so far)',
    )
    await world.advance({ hours: 1 })

    expect(typesOf(heard)).toEqual([
      'alarm.raised',
      'alarm.raised',
      'alarm.raised',
      'alarm.raised',
      'alarm.lifted',
    ])
    expect(new Set(heard.map(({ body }) => JSON.parse(body).id)).size).toBe(2)
    expect((await world.run('alarm', 'list')).join('\n')).not.toContain('not told')
  })

  test('that nobody takes is given up after three days', async () => {
    const world = await shopWithMaya()
    await webhookSecret(world, 'http://127.0.0.1:9/alarms')

    await raise(world)
    await world.advance({ days: 5 })

    expect((await world.run('alarm', 'list')).join('\n')).toContain('given up after 20 tries')
  })

  test('whose secret no key opens is given up as well, and keeps no other account from being told', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver()
    const { db } = world.house.tools
    const other = { environment: 'test', accountId: world.merchant.accountId } as const
    await webhookSecret(world, url)
    const way = await db.selectFrom('alarm_way').selectAll().executeTakeFirstOrThrow()
    await db
      .insertInto('alarm_way')
      .values({ ...way, environment: 'test' })
      .execute()

    await inTransaction(db, (tx) => raiseAlarm(tx, other, token, world.clock.now()))
    await raise(world)
    await world.advance({ days: 5 })

    expect(typesOf(heard)).toEqual(['alarm.raised'])
    const sealedForAnother = await db
      .selectFrom('alarm_notice')
      .selectAll()
      .where('environment', '=', 'test')
      .executeTakeFirstOrThrow()
    expect(sealedForAnother).toMatchObject({ attempts: 20, next_at: null, told_at: null })
    expect(sealedForAnother.error).toContain('SECRET_KEY')
  })

  test('of another account stays where it belongs', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver()
    await webhookSecret(world, url)

    const other = { environment: 'test', accountId: world.merchant.accountId } as const
    const { db } = world.house.tools
    await inTransaction(db, (tx) => raiseAlarm(tx, other, token, world.clock.now()))
    await world.settle()

    expect(heard).toEqual([])
    expect(await world.run('alarm', 'list')).toContain('There is no alarm')
  })
})

describe('an alarm by e-mail', () => {
  test('names what is wrong and what to do, and later that it is over', async () => {
    const { mails, mailServer } = await openMailServer()
    const world = await shopWithMaya({}, { mailServer })
    await world.run('alarm', 'set', '--email', 'ana@harbor.example')

    await raise(world)
    await world.settle()
    await lift(world)
    await world.settle()

    const [raised = '', lifted = ''] = mails.map(plain)
    expect(mails).toHaveLength(2)
    expect(raised).toContain('To: ana@harbor.example')
    expect(raised).toContain('From: Paynudge <alarms@example.com>')
    expect(raised).toContain('no longer accepts the access token')
    expect(raised).toContain('link the number again')
    expect(lifted).toContain('This is over:')
  })

  test('is refused where the server has no mail server, with what is missing', async () => {
    const world = await shopWithMaya()
    await expect(world.run('alarm', 'set', '--email', 'ana@harbor.example')).rejects.toThrow('SMTP_URL')
  })
})

/** A mail without the line breaks its encoding puts into it. */
function plain(mail: string): string {
  return mail
    .replace(/=\r?\n/g, '')
    .replace(/\r?\n[ \t]/g, ' ')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

describe('where alarms go', () => {
  test('a way that is new tells what is open already', async () => {
    const world = await shopWithMaya()
    await raise(world)
    await world.settle()

    const { heard, url } = await openReceiver()
    await webhookSecret(world, url)
    await world.settle()

    expect(typesOf(heard)).toEqual(['alarm.raised'])
  })

  test('a way taken back tells nothing more', async () => {
    const world = await shopWithMaya()
    const { heard, url } = await openReceiver()
    await webhookSecret(world, url)
    await world.run('alarm', 'set', '--webhook', 'none')

    await raise(world)
    await world.settle()

    expect(heard).toEqual([])
    expect(await world.run('alarm', 'list')).toContain('Alarms are told nowhere else: see `alarm set`')
  })

  test.each([
    ['without encryption', 'http://example.com/alarms', 'https'],
    ['with a password in it', 'https://ana:secret@example.com/', 'without a password'],
    ['that is none', 'alarms', 'https'],
  ])('a webhook address %s is refused', async (_, url, why) => {
    const world = await emptyWorld()
    await world.run('account', 'set')
    await expect(world.run('alarm', 'set', '--webhook', url)).rejects.toThrow(why)
  })

  test('is in the audit without the secret', async () => {
    const world = await shopWithMaya()
    const secret = await webhookSecret(world, 'https://example.com/alarms')

    const audit = (await world.run('audit', 'list')).join('\n')
    expect(audit).toContain('choose alarm ways: webhook')
    expect(audit).toContain('https://example.com/alarms')
    const rows = await world.house.tools.db.selectFrom('alarm_way').selectAll().execute()
    expect(JSON.stringify([audit, rows])).not.toContain(secret)
  })
})
