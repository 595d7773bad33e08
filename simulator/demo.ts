import { parseArgs } from 'node:util'
import { startLive } from './demo/live.ts'
import { play } from './demo/play.ts'
import { openShop } from './shop.ts'
import { startWorld } from './world.ts'

/** A Monday on which the played day begins early enough for everybody. */
const playedFrom = Temporal.Instant.from('2026-11-23T08:00:00Z')
/** Messages may go out then in every country of the shop's customers. */
const liveFrom = Temporal.Instant.from('2026-11-23T12:30:00Z')

const help = `npm run demo                 the page, until Ctrl-C
npm run demo -- --port 4000  the same from that port on
npm run demo -- --once       plays the journeys by itself and ends with one line of JSON`

try {
  const { once, port, help: asked } = options()
  if (asked) console.log(help)
  else if (once) await playOnce()
  else await playLive(port)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function options() {
  const { values } = parseArgs({
    options: { once: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const port = values.port === undefined ? undefined : Number(values.port)
  const isPort = port === undefined || (Number.isInteger(port) && port > 0 && port <= 65_532)
  if (!isPort) throw new Error(`--port ${values.port} is no port; try --port 4000`)
  return { ...values, port }
}

async function playOnce() {
  const world = await startWorld({ start: playedFrom })
  try {
    await openShop(world)
    const told = await play(world, console.log)
    console.log(`\n${JSON.stringify(told)}`)
  } finally {
    await world.close()
  }
}

async function playLive(port: number | undefined) {
  const live = await startLive({ start: liveFrom, port, say: console.log })
  const stop = async () => {
    await live.stop()
    console.log('\nStopped.')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}
