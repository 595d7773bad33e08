import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ConsentFields, importConsents } from '../../server/commands/import-consents.ts'
import { type GivenConsent, recordConsent } from '../../server/commands/record-consent.ts'
import type { CommandTools } from '../../server/commands/tools.ts'
import { currentConsent, type Purpose } from '../../server/domain/consent.ts'
import { appendConsent, readLedger } from '../../server/store/consents.ts'
import { openDatabase } from '../../server/store/database.ts'
import { findShoppers, recognise } from '../../server/store/shoppers.ts'
import { createClock } from '../../simulator/clock.ts'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
const account = { environment: 'live', accountId: 'acct_bodega' } as const
const by = { actor: 'ana', account }
const maya = '+34600000001'
const eve = '+34600000002'
const wording = 'Write to me on WhatsApp about my orders'

let tools: CommandTools
beforeEach(async () => {
  const unused = () => {
    throw new Error('No command about consent speaks to Stripe or Meta')
  }
  tools = {
    db: await openDatabase('file::memory:'),
    stripe: unused,
    whatsapp: { send: unused, call: unused, upload: unused, close: unused },
    bell: { post: unused, mail: undefined, close: unused },
    secretKeys: [randomBytes(32)],
    metaApp: undefined,
    clock: createClock(now),
    publicUrl: 'https://pay.example.com',
  }
})

const identitiesOf = (phone: string) => [{ kind: 'phone' as const, value: phone }]
const record = (wanted: Partial<GivenConsent> = {}) =>
  recordConsent(tools, by, { phone: maya, state: 'granted', wording, ...wanted })

async function ledgerOf(phone: string) {
  const [shopperId] = await findShoppers(tools.db, account, { identities: identitiesOf(phone) })
  return shopperId ? readLedger(tools.db, account, shopperId) : []
}
const consentOf = async (phone: string, purpose: Purpose = 'service') =>
  currentConsent(await ledgerOf(phone), purpose, [phone])

async function says(state: 'granted' | 'withdrawn', at: string, phone = maya) {
  const shopperId = await recognise(tools.db, account, { identities: identitiesOf(phone) }, now)
  const word = { purpose: 'service', state, source: 'shopper', sourceRef: 'wamid.1' } as const
  await appendConsent(tools.db, account, { ...word, shopperId, givenAt: Temporal.Instant.from(at) }, now)
}

const audit = () => tools.db.selectFrom('audit').selectAll().orderBy('id').execute()
const countEntries = async () => (await tools.db.selectFrom('consent').select('id').execute()).length

describe('a permission is written down', () => {
  test('with what the customer agreed to, for their own payments', async () => {
    expect(await record()).toEqual([{ phone: maya, purpose: 'service', consent: 'granted' }])
    expect(await ledgerOf(maya)).toMatchObject([
      { state: 'granted', source: 'operator', wording, givenAt: now },
    ])
    expect(await consentOf(maya, 'marketing')).toBe('unknown')
  })

  test('for offers when it says so', async () => {
    await record({ purpose: 'marketing' })
    expect(await consentOf(maya, 'marketing')).toBe('granted')
    expect(await consentOf(maya)).toBe('unknown')
  })

  test('and does not lift a stop without its proof', async () => {
    await says('withdrawn', '2026-11-20T10:00:00Z')
    expect(await record()).toMatchObject([{ consent: 'withdrawn' }])
    expect(await record({ proof: 'form 42' })).toMatchObject([{ consent: 'granted' }])
  })

  test.each<[string, Partial<GivenConsent>, RegExp]>([
    ['without what was agreed to', { wording: undefined }, /agreed to/],
    ['with an empty wording', { wording: '  ' }, /agreed to|wording/i],
    ['for a number without its country', { phone: '600 000 001' }, /country code/],
    ['for something that is no number', { phone: 'Maya' }, /country code/],
    ['given in the future', { givenAt: '2026-11-22T10:00:01Z' }, /future/],
    ['given on a day without a time', { givenAt: '2026-11-20' }, /2026-11-22T10:30:00Z/],
    ['given at a time without its zone', { givenAt: '2026-11-20T10:00:00' }, /2026-11-22T10:30:00Z/],
    ['for a purpose we do not know', { purpose: 'news' as 'service' }, /service or marketing/],
  ])('not %s', async (_, wanted, why) => {
    await expect(record(wanted)).rejects.toThrow(why)
    expect(await countEntries()).toBe(0)
    expect(await audit()).toEqual([])
  })
})

describe('a withdrawal is written down', () => {
  test('without a wording, for everything', async () => {
    await record()
    await record({ state: 'withdrawn', wording: undefined })
    expect(await consentOf(maya)).toBe('withdrawn')
    expect(await consentOf(maya, 'marketing')).toBe('withdrawn')
  })

  test('for offers alone when it says so', async () => {
    await record()
    await record({ state: 'withdrawn', purpose: 'marketing' })
    expect(await consentOf(maya)).toBe('granted')
    expect(await consentOf(maya, 'marketing')).toBe('withdrawn')
  })
})

const lineOf = (change: ConsentFields = {}): ConsentFields => ({
  phone: maya,
  consented_at: '2026-11-01T10:00:00Z',
  wording,
  proof: 'form 42',
  ...change,
})
const importAll = (...fields: readonly ConsentFields[]) =>
  importConsents(tools, by, {
    name: 'list.csv',
    columns: Object.keys(fields[0] ?? {}),
    lines: fields.map((one, index) => ({ line: index + 2, fields: one })),
  })

describe('a file of permissions', () => {
  test('is imported with its proofs', async () => {
    expect(await importAll(lineOf(), lineOf({ phone: eve }))).toEqual({ imported: 2, known: 0, refused: [] })
    expect(await ledgerOf(eve)).toMatchObject([
      { source: 'import', sourceRef: 'list.csv', proof: 'form 42', purpose: 'service' },
    ])
    expect(await consentOf(maya)).toBe('granted')
  })

  test('has its bad lines named by number, and the good ones kept', async () => {
    const result = await importAll(
      lineOf(),
      lineOf({ phone: '600 000 002' }),
      lineOf({ consented_at: 'last week' }),
      lineOf({ consented_at: '' }),
      lineOf({ proof: '' }),
      lineOf({ wording: '' }),
      lineOf({ consented_at: '2027-01-01T10:00:00Z' }),
      lineOf({ purpose: 'news' }),
      lineOf({ phone: eve }),
    )
    expect(result).toMatchObject({ imported: 2, known: 0 })
    expect(result.refused).toEqual([
      { line: 3, why: expect.stringMatching(/country code/) },
      { line: 4, why: expect.stringMatching(/2026-11-22T10:30:00Z/) },
      { line: 5, why: expect.stringMatching(/consented_at/) },
      { line: 6, why: expect.stringMatching(/proof/) },
      { line: 7, why: expect.stringMatching(/agreed to/) },
      { line: 8, why: expect.stringMatching(/future/) },
      { line: 9, why: expect.stringMatching(/service or marketing/) },
    ])
    expect(await consentOf(eve)).toBe('granted')
  })

  test.each([
    ['whole seconds', '2026-11-01T10:00:00Z'],
    ['milliseconds', '2026-11-01T10:00:00.123Z'],
    ['microseconds, as many databases export them', '2026-11-01T10:00:00.123456Z'],
    ['another zone', '2026-11-01T12:00:00+02:00'],
  ])('imported twice changes nothing, with its times in %s', async (_, consented_at) => {
    await importAll(lineOf({ consented_at }))
    const again = await importAll(lineOf({ consented_at }))
    expect(again).toEqual({ imported: 0, known: 1, refused: [] })
    expect(await countEntries()).toBe(1)
  })

  test('may repeat a line', async () => {
    expect(await importAll(lineOf(), lineOf())).toMatchObject({ imported: 1, known: 1 })
  })

  test('keeps both numbers of one person, each with its own permission', async () => {
    await recognise(tools.db, account, { identities: [...identitiesOf(maya), ...identitiesOf(eve)] }, now)
    expect(await importAll(lineOf(), lineOf({ phone: eve }))).toMatchObject({ imported: 2 })
    expect([await consentOf(maya), await consentOf(eve)]).toEqual(['granted', 'granted'])
  })

  test.each([
    ['an older one does not lift', '2026-11-01T10:00:00Z', 'withdrawn'],
    ['one of the same moment does not lift', '2026-11-20T10:00:00Z', 'withdrawn'],
    ['a newer one, with wording and proof, lifts', '2026-11-21T10:00:00Z', 'granted'],
  ])('%s a stop of the shopper', async (_, consented_at, consent) => {
    await says('withdrawn', '2026-11-20T10:00:00Z')
    await importAll(lineOf({ consented_at }))
    expect(await consentOf(maya)).toBe(consent)
  })

  test('imported again after a stop does not lift it', async () => {
    await importAll(lineOf())
    await says('withdrawn', '2026-11-20T10:00:00Z')
    await importAll(lineOf())
    expect(await consentOf(maya)).toBe('withdrawn')
  })

  test.each([
    ['without a column it needs', [{ phone: maya, wording, consented_at: 'x' }], /lacks proof/],
    ['without any lines', [], /column/],
  ])('is refused %s', async (_, lines, why) => {
    await expect(importAll(...lines)).rejects.toThrow(why)
    expect(await audit()).toEqual([])
  })
})

describe('whoever asks later', () => {
  test('finds who changed what, without the whole number', async () => {
    await record()
    await record({ state: 'withdrawn', purpose: 'service' })
    await importAll(lineOf(), lineOf({ proof: '' }))
    const rows = await audit()
    expect(rows.map((row) => row.command)).toEqual(['record-consent', 'record-consent', 'import-consents'])
    expect(rows.map((row) => row.actor)).toEqual(['ana', 'ana', 'ana'])
    expect(rows[2]?.after).toContain('"imported":1')
    expect(JSON.stringify(rows)).not.toContain(maya)
  })
})
