import { flushCompileCache } from 'node:module'
import { processConfig } from '../../server/config.ts'
import { start } from '../../server/start.ts'
import { openDatabase } from '../../server/store/database.ts'
import { clockFromFile } from './clock-file.ts'
import { tripWire, type Wire } from './trip-wire.ts'

// The real server in a process of its own. It ends with the process that started it, or when that one asks it to.
process.once('disconnect', () => process.exit())
const clock = clockFromFile(process.env.CRASH_CLOCK ?? '')
const wire = wireFrom(process.env.CRASH_WIRE)

const running = await start(processConfig(), clock, async (url) => {
  const db = await openDatabase(url)
  return wire ? db.withPlugin(tripWire(wire)) : db
})
process.once('message', async () => {
  await running.stop()
  process.disconnect?.()
})
process.send?.('ready')
flushCompileCache()

function wireFrom(text: string | undefined): Wire | undefined {
  if (!text) return undefined
  const { statement, ...rest } = JSON.parse(text) as Omit<Wire, 'statement'> & { readonly statement: string }
  return { ...rest, statement: new RegExp(statement) }
}
