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
