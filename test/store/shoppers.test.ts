import { beforeEach, describe, expect, test } from 'vitest'
import { currentConsent } from '../../server/domain/consent.ts'
import { appendConsent, readLedger } from '../../server/store/consents.ts'
import { type Db, inTransaction, type Tx } from '../../server/store/database.ts'
import { enrollmentById } from '../../server/store/enrollments.ts'
import { addMessage } from '../../server/store/messages.ts'
import { findShoppers, type KnownBy, recognise } from '../../server/store/shoppers.ts'
import { isDatabaseTrouble } from '../../server/store/trouble.ts'
import { bakery, bodega, bodegaSandbox, enrollMaya, inMinutes, now, openStockroom } from './stockroom.ts'

let db: Db
beforeEach(async () => {
  db = await openStockroom()
})

const phone = { kind: 'phone', value: '+34600000001' } as const
const waId = { kind: 'wa_id', value: '34600000001' } as const
const bsuid = { kind: 'bsuid', value: 'ES.1A2B3C' } as const

const meet = (knownBy: KnownBy, at = now) => recognise(db, bodega, knownBy, at)
const find = (...identities: KnownBy['identities']) => findShoppers(db, bodega, { identities })

describe('a person', () => {
  test('is one shopper, however often and by whatever they are known', async () => {
    const maya = await meet({ identities: [phone], customerId: 'cus_maya' })
    expect(await meet({ identities: [phone] })).toBe(maya)
    expect(await meet({ identities: [], customerId: 'cus_maya' })).toBe(maya)
    expect(await meet({ identities: [phone, waId, bsuid] })).toBe(maya)
    expect(await meet({ identities: [bsuid] })).toBe(maya)
  })

  test('nobody knows anything of is a new shopper each time', async () => {
    expect(await meet({ identities: [] })).not.toBe(await meet({ identities: [] }))
  })

  test('may be a guest, who is known by the phone alone', async () => {
    const guest = await meet({ identities: [phone] })
    expect(await meet({ identities: [phone], customerId: 'cus_maya' })).toBe(guest)
  })

  test('is another shopper in another account and in the sandbox', async () => {
    const ids = await Promise.all(
      [bodega, bakery, bodegaSandbox].map((account) => recognise(db, account, { identities: [phone] }, now)),
    )
    expect(new Set(ids).size).toBe(3)
  })

  test('is not the one whose id has the same letters but means something else', async () => {
    await meet({ identities: [{ kind: 'bsuid', value: '34600000001' }] })
    expect(await find(waId)).toEqual([])
  })

  test('keeps what Meta told of them for when a message comes without a number', async () => {
    const { shopperId } = await enrollMaya(db)
    await meet({ shopperId, identities: [bsuid] })
    expect(await find(bsuid)).toEqual([shopperId])
  })
})

describe('two shoppers who turn out to be one', () => {
  const stop = {
    purpose: 'service',
    state: 'withdrawn',
    source: 'shopper',
    sourceRef: 'wamid.stop',
    givenAt: now,
  } as const

  test('become the older one, whatever they were known by', async () => {
    const older = await meet({ identities: [phone] })
    const younger = await meet({ identities: [bsuid], customerId: 'cus_maya' }, inMinutes(1))
    expect(await meet({ identities: [bsuid, phone] }, inMinutes(2))).toBe(older)
    expect(await find(phone, bsuid)).toEqual([older])
    expect(await findShoppers(db, bodega, { identities: [], customerId: 'cus_maya' })).toEqual([older])
    const shoppers = await db.selectFrom('shopper').select('id').execute()
    expect(shoppers).toEqual([{ id: older }])
    expect(younger).not.toBe(older)
  })

  test('keep the stop either of them said', async () => {
    await meet({ identities: [phone] })
    const younger = await meet({ identities: [bsuid] }, inMinutes(1))
    await appendConsent(db, bodega, { ...stop, shopperId: younger }, now)
    const one = await meet({ identities: [phone, bsuid] }, inMinutes(2))
    const noted = { ...stop, state: 'granted', source: 'metadata', givenAt: inMinutes(3) } as const
    await appendConsent(db, bodega, { ...noted, shopperId: one }, inMinutes(3))
    expect(currentConsent(await readLedger(db, bodega, one), 'service', [phone.value])).toBe('withdrawn')
  })

  test('keep all that points to either of them', async () => {
    const older = await meet({ identities: [bsuid] })
    const { enrollment, shopperId } = await enrollMaya(db, {
      shopperId: await meet({ identities: [phone] }, inMinutes(1)),
    })
    const nothingElse = { from_name: null, body: null, nudge_id: null }
    const message = {
      wamid: 'wamid.1',
      phone_number_id: '111',
      kind: 'text',
      answered_as: null,
      ...nothingElse,
    }
    await addMessage(db, bodega, { ...message, shopper_id: shopperId }, now)
    await meet({ identities: [bsuid, phone] }, inMinutes(2))
    expect(await enrollmentById(db, bodega, enrollment.id)).toMatchObject({ shopperId: older })
    const messages = await db.selectFrom('message').select('shopper_id').execute()
    expect(messages).toEqual([{ shopper_id: older }])
    expect(await addMessage(db, bodega, { ...message, shopper_id: older }, now)).toBe(false)
  })

  test('may even be three', async () => {
    const oldest = await meet({ identities: [phone] })
    await meet({ identities: [waId] }, inMinutes(1))
    await meet({ identities: [bsuid] }, inMinutes(2))
    expect(await meet({ identities: [bsuid, waId, phone] }, inMinutes(3))).toBe(oldest)
    expect(await find(phone, waId, bsuid)).toEqual([oldest])
  })

  test('leave nothing that points to a shopper who is gone', async () => {
    const tables = await db.introspection.getTables()
    const pointing = tables.filter((table) => table.columns.some((column) => column.name === 'shopper_id'))
    const names = pointing.map((table) => table.name).toSorted()
    expect(names).toEqual([
      'answer',
      'consent',
      'customer',
      'enrollment',
      'identity',
      'message',
      'phone_move',
      'thread_turn',
    ])
  })

  test('stay two in another account', async () => {
    const there = await recognise(db, bakery, { identities: [bsuid] }, now)
    await meet({ identities: [phone] })
    await meet({ identities: [bsuid] }, inMinutes(1))
    await meet({ identities: [phone, bsuid] }, inMinutes(2))
    expect(await findShoppers(db, bakery, { identities: [bsuid] })).toEqual([there])
  })
})

describe('several workers at once', () => {
  const inOne = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    inTransaction(db, work).catch((error: unknown) => {
      // As the corridor does: what the database is to blame for is tried again.
      if (!isDatabaseTrouble(error)) throw error
      return inOne(work)
    })

  test('who meet one new person make one shopper of them', async () => {
    const names = [[phone], [waId, phone], [bsuid, waId]]
    const meetings = Array.from({ length: 30 }, (_, index) => names[index % names.length] ?? [])
    await Promise.all(meetings.map((identities) => inOne((tx) => recognise(tx, bodega, { identities }, now))))
    expect(await find(phone, waId, bsuid)).toHaveLength(1)
    expect(await db.selectFrom('shopper').select('id').execute()).toHaveLength(1)
  })

  test('never lose a stop that is written while its shopper turns out to be somebody known', async () => {
    const rounds = Array.from({ length: 20 }, (_, index) => index)
    await Promise.all(rounds.map(stopWhileMerged))
    for (const round of rounds) {
      const [shopper, ...others] = await find(...namesIn(round))
      expect(others).toEqual([])
      const ledger = await readLedger(db, bodega, shopper ?? '')
      expect(ledger.map(({ state }) => state)).toEqual(['withdrawn'])
    }
  })

  const namesIn = (round: number) =>
    [
      { kind: 'phone', value: `+3460000010${round}` },
      { kind: 'bsuid', value: `ES.${round}` },
    ] as const

  async function stopWhileMerged(round: number) {
    const [known, hidden] = namesIn(round)
    await inOne((tx) => recognise(tx, bodega, { identities: [known] }, now))
    await inOne((tx) => recognise(tx, bodega, { identities: [hidden] }, now))
    const said = { purpose: 'service', state: 'withdrawn', source: 'shopper' } as const
    const entry = { ...said, sourceRef: `wamid.${round}`, givenAt: now }
    const nothing = { givenFor: undefined, wording: undefined, proof: undefined }
    await Promise.all([
      inOne(async (tx) => {
        const shopperId = await recognise(tx, bodega, { identities: [hidden] }, now)
        await appendConsent(tx, bodega, { ...entry, ...nothing, shopperId }, now)
      }),
      inOne((tx) => recognise(tx, bodega, { identities: [known, hidden] }, now)),
    ])
  }
})
