import { parseArgs } from 'node:util'
import { playMonth } from './month.ts'

// npm run test:month -- 2000 --seed 7 --progress

const usualCustomers = 2_000
const days = 30

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, progress: { type: 'boolean' } },
  allowPositionals: true,
})
const customers = Number(positionals[0] ?? usualCustomers)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6))

const { violations, lines } = await playMonth({
  databaseUrl: 'file::memory:',
  customers,
  days,
  seed,
  progress: (day) => values.progress && console.log(`day ${day}`),
})
console.log([...lines, violations.length === 0 ? 'no violation' : ''].join('\n'))
if (violations.length > 0) process.exitCode = 1
