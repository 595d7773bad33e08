import { expect, test } from 'vitest'
import { newDatabaseUrl } from '../databases.ts'
import { playMonth } from './month.ts'

/** A slice of what `npm run test:month` does. */
const slice = { customers: 60, days: 6, seed: 7 }
const timeoutMs = 200_000

test(
  'six days of a business with sixty customers ends with nothing sent that should not be, and no money claimed that was not earned',
  async () => {
    const { violations, lines } = await playMonth({ databaseUrl: await newDatabaseUrl(), ...slice })
    expect(violations, lines.join('\n')).toEqual([])
  },
  timeoutMs,
)
