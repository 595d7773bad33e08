import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { allowPhone, listAllowed } from '../../server/store/allowed-phones.ts'
import { inSavepoint, inTransaction, openDatabase, ping } from '../../server/store/database.ts'
import { newDatabaseUrl } from '../databases.ts'
import { bodega, now, openStockroom } from './stockroom.ts'

function newFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'paynudge-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return `file:${path.join(folder, 'new', 'paynudge.db')}`
}

describe('the database', () => {
  test('has what it acknowledged on disk before it says so', async () => {
    const db = await openDatabase(newFile())
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
    expect(rows).toEqual([{ synchronous: 2 }])
    await db.destroy()
  })

  test('is made with its folder, and opened again keeps what was in it', async () => {
    const url = newFile()
    const first = await openDatabase(url)
    await allowPhone(first, bodega, '+34600000001', now)
    await first.destroy()
    const again = await openDatabase(url)
    expect(await listAllowed(again, bodega)).toEqual(['+34600000001'])
    await again.destroy()
  })

  test('may be opened by a command while the server runs', async () => {
    const url = newFile()
    const server = await openDatabase(url)
    const command = await openDatabase(url)
    await allowPhone(command, bodega, '+34600000001', now)
    expect(await listAllowed(server, bodega)).toEqual(['+34600000001'])
    await command.destroy()
    await server.destroy()
  })

  test('answers while it is open, and says so when it is not', async () => {
    const db = await openDatabase(await newDatabaseUrl())
    await ping(db)
    await db.destroy()
    await expect(ping(db)).rejects.toThrow()
  })

  test('of another kind is refused by name, without the password in its address', async () => {
    const opening = openDatabase('mysql://user:secret@host/paynudge')
    await expect(opening).rejects.toThrow(/mysql/)
    await expect(opening).rejects.not.toThrow(/secret/)
  })
})

describe('a transaction', () => {
  const [maya, ana, eve] = ['+34600000001', '+34600000002', '+34600000003'] as const

  test('that fails leaves nothing behind', async () => {
    const db = await openStockroom()
    const failing = inTransaction(db, async (tx) => {
      await allowPhone(tx, bodega, maya, now)
      throw new Error('the power went out')
    })
    await expect(failing).rejects.toThrow('the power went out')
    expect(await listAllowed(db, bodega)).toEqual([])
  })

  test('keeps the rest when a part of it fails', async () => {
    const db = await openStockroom()
    await inTransaction(db, async (tx) => {
      await allowPhone(tx, bodega, maya, now)
      const part = inSavepoint(tx, async () => {
        await allowPhone(tx, bodega, ana, now)
        throw new Error('this item cannot be read')
      })
      await expect(part).rejects.toThrow('this item cannot be read')
      expect(await inSavepoint(tx, () => allowPhone(tx, bodega, eve, now).then(() => 'done'))).toBe('done')
    })
    expect(await listAllowed(db, bodega)).toEqual([maya, eve])
  })

  test('is undone with all its parts when it fails after them', async () => {
    const db = await openStockroom()
    const failing = inTransaction(db, async (tx) => {
      await inSavepoint(tx, () => allowPhone(tx, bodega, maya, now))
      throw new Error('the lease was lost')
    })
    await expect(failing).rejects.toThrow('the lease was lost')
    expect(await listAllowed(db, bodega)).toEqual([])
  })

  test('undoes a part that broke a rule of the tables', async () => {
    const db = await openStockroom()
    await inTransaction(db, async (tx) => {
      const broken = inSavepoint(tx, async () => {
        await allowPhone(tx, bodega, ana, now)
        await sql`insert into allowed_phone (phone) values (${eve})`.execute(tx)
      })
      await expect(broken).rejects.toThrow(/not.null/i)
      await allowPhone(tx, bodega, maya, now)
    })
    expect(await listAllowed(db, bodega)).toEqual([maya])
  })
})
