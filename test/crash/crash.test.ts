import { expect, test } from 'vitest'
import { newSharedDatabaseUrl } from '../databases.ts'
import { crash } from './harness.ts'

/** A slice of what `npm run test:crash` does. */
const kills = 20
const seed = 20
const timeoutMs = 400_000

test(
  'a server that is killed twenty times forgets nothing, writes nothing twice and claims no money it did not earn',
  async () => {
    const { violations, lines } = await crash({ databaseUrl: await newSharedDatabaseUrl(), kills, seed })
    expect(violations, lines.join('\n')).toEqual([])
  },
  timeoutMs,
)
