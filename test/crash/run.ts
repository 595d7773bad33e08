import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../postgres.ts'
import { crash } from './harness.ts'

// npm run test:crash -- 300 --seed 7 --only sqlite|postgres --at 'send|close' --progress

const usualKills = 300

/** A database to crash on; `kept` says that something is wrong in it. */
type Ground = { readonly url: string; readonly leave: (kept: boolean) => Promise<void> }

const grounds: Readonly<Record<string, () => Promise<Ground>>> = {
  sqlite: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-crash-'))
    return {
      url: `file:${path.join(folder, 'paynudge.db')}`,
      leave: async (kept) => {
        if (!kept) await rm(folder, { recursive: true })
      },
    }
  },
  postgres: async () => {
    const { newDatabase, stop } = await startPostgres()
    return { url: await newDatabase(), leave: stop }
  },
}

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string' },
    only: { type: 'string' },
    at: { type: 'string' },
    progress: { type: 'boolean' },
  },
  allowPositionals: true,
})
const kills = Number(positionals[0] ?? usualKills)
const at = values.at === undefined ? undefined : new RegExp(values.at)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6))

if (values.only && !grounds[values.only]) throw new Error('--only takes sqlite or postgres')

for (const [name, prepare] of Object.entries(grounds)) {
  if (values.only && values.only !== name) continue
  const { url, leave } = await prepare()
  let violations = 1
  try {
    const progress = (count: number, at: string) => values.progress && console.log(`${count}/${kills} ${at}`)
    const report = await crash({ databaseUrl: url, kills, seed, at, progress })
    violations = report.violations.length
    console.log([`\n${name}, ${report.lines.join('\n')}`, violations === 0 ? 'no violation' : ''].join('\n'))
  } finally {
    await leave(violations > 0)
  }
  if (violations > 0) process.exitCode = 1
}
