import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { addMetaApp, findMetaApp } from '../../server/commands/meta-apps.ts'
import { renewSecrets } from '../../server/commands/renew-secrets.ts'
import { openNumber } from '../../server/commands/sender.ts'
import {
  alarmSecretOwner,
  type SecretKeys,
  seal,
  tokenOwner,
  unseal,
} from '../../server/domain/secret-box.ts'
import { listWays, saveWay } from '../../server/store/alarm-ways.ts'
import { listMetaApps } from '../../server/store/meta-apps.ts'
import { listNumbers, saveNumber } from '../../server/store/numbers.ts'
import { bakery, bodega, type Desk, now, openDesk, unseen } from './desk.ts'

const [old, fresh, lost] = [Buffer.alloc(32, 'old'), Buffer.alloc(32, 'fresh'), Buffer.alloc(32, 'lost')]
const actor = 'ana'
let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

const withKeys = (...secretKeys: SecretKeys) => ({ ...desk.tools, secretKeys })

async function link(account: typeof bodega, phoneNumberId: string, key: Buffer) {
  const tokenSealed = seal([key], `token of ${phoneNumberId}`, tokenOwner({ ...account, phoneNumberId }))
  const shown = { displayPhone: '+34 600 000 000', verifiedName: 'Shop', isDefault: true }
  const number = {
    ...unseen,
    ...account,
    phoneNumberId,
    wabaId: '900',
    app: 'default',
    ...shown,
    tokenSealed,
  }
  await saveNumber(desk.db, number, now)
}

async function tokens(keys: SecretKeys) {
  const numbers = [...(await listNumbers(desk.db, bodega)), ...(await listNumbers(desk.db, bakery))]
  return numbers.map((number) => openNumber(withKeys(...keys), number).token)
}

test('after the key was changed every secret opens with the new one alone', async () => {
  await link(bodega, '111', old)
  await link(bakery, '222', fresh)
  const app = { name: 'bodega', appId: '1', secret: 'a'.repeat(32) }
  const { verifyToken } = await addMetaApp(withKeys(old), { actor, account: bodega }, app)

  const secretSealed = seal([old], 'alarm secret', alarmSecretOwner(bodega))
  await saveWay(desk.db, bodega, { way: 'webhook', address: 'https://a.example', secretSealed }, now)

  expect(await renewSecrets(withKeys(fresh, old), { actor })).toEqual({ renewed: 3, unreadable: [] })

  const [way] = await listWays(desk.db, bodega)
  expect(unseal([fresh], way!.secretSealed!, alarmSecretOwner(bodega))).toBe('alarm secret')

  expect(await tokens([fresh])).toEqual(['token of 111', 'token of 222'])
  expect(await findMetaApp(withKeys(fresh), 'bodega')).toEqual({
    appId: '1',
    secret: app.secret,
    verifyToken,
  })
  expect(await renewSecrets(withKeys(fresh), { actor })).toEqual({ renewed: 0, unreadable: [] })
})

/** When the secret in one row gets another box, somebody changes another row in that moment. */
function meanwhile(table: 'alarm_way' | 'meta_app', change: string) {
  const body = `after update of secret_sealed on ${table} begin ${change}; end`
  return sql.raw(`create trigger meanwhile_${table} ${body}`).execute(desk.db)
}

test('an alarm webhook that is changed while secrets are renewed stays as it was changed', async () => {
  for (const [account, address] of [
    [bakery, 'https://bakery.example'],
    [bodega, 'https://old.example'],
  ] as const) {
    const secretSealed = seal([old], 'old secret', alarmSecretOwner(account))
    await saveWay(desk.db, account, { way: 'webhook', address, secretSealed }, now)
  }
  const changed = seal([fresh], 'new secret', alarmSecretOwner(bodega))
  await meanwhile(
    'alarm_way',
    `update alarm_way set address = 'https://new.example', secret_sealed = '${changed}' where account_id = '${bodega.accountId}'`,
  )

  expect(await renewSecrets(withKeys(fresh, old), { actor })).toEqual({ renewed: 1, unreadable: [] })

  const way = { way: 'webhook', address: 'https://new.example', secretSealed: changed }
  expect(await listWays(desk.db, bodega)).toEqual([way])
})

test('a Meta app that is gone when its secrets are to be renewed does not come back', async () => {
  for (const name of ['first', 'second'])
    await addMetaApp(withKeys(old), { actor, account: bodega }, { name, appId: '1', secret: 'a'.repeat(32) })
  await meanwhile('meta_app', `delete from meta_app where name <> new.name`)

  expect(await renewSecrets(withKeys(fresh, old), { actor })).toEqual({ renewed: 1, unreadable: [] })

  expect(await listMetaApps(desk.db, bodega)).toHaveLength(1)
})

test('a secret that no key opens is named, and spoils no other', async () => {
  await link(bodega, '111', lost)
  await link(bakery, '222', old)

  const renewed = await renewSecrets(withKeys(fresh, old), { actor })

  expect(renewed).toEqual({ renewed: 1, unreadable: ['number 111'] })
  expect(await desk.audit()).toMatchObject([
    { command: 'renew-secrets', after: { renewed: 1, unreadable: 1 } },
  ])
})

test('a token put into another number’s or account’s row does not open', async () => {
  await link(bodega, '111', fresh)
  const [stolen] = await listNumbers(desk.db, bodega)
  await saveNumber(desk.db, { ...stolen!, ...bakery, phoneNumberId: '333' }, now)

  const [row] = await listNumbers(desk.db, bakery)
  expect(() => openNumber(withKeys(fresh), row!)).toThrow('cannot be opened')
})
