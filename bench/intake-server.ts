import { handleInbox } from '../server/pipeline/handle-inbox.ts'
import { type Serving, serveHouse } from './house.ts'
import { answerAsks, givenOptions } from './processes.ts'

/** What the server of the intake bench is asked. */
export type ServerAsks = {
  readonly port: { readonly given: undefined; readonly answer: number }
  readonly usage: { readonly given: undefined; readonly answer: Usage }
  /** Handles what waits, until nothing does. */
  readonly handle: { readonly given: undefined; readonly answer: undefined }
  /** How many webhooks lie in the inbox. */
  readonly kept: { readonly given: undefined; readonly answer: number }
}

/** What the process has used so far. */
export type Usage = { readonly cpuMicros: number; readonly rssBytes: number }

const served = await serveHouse(givenOptions<Serving>())

answerAsks<ServerAsks>(
  {
    port: async () => served.port,
    usage: async () => {
      const { user, system } = process.cpuUsage()
      return { cpuMicros: user + system, rssBytes: process.memoryUsage.rss() }
    },
    handle: async () => {
      while ((await handleInbox(served.house.tools)).length > 0);
      return undefined
    },
    kept: async () => {
      const { db } = served.house.tools
      const row = await db.selectFrom('inbox').select(db.fn.countAll().as('rows')).executeTakeFirstOrThrow()
      return Number(row.rows)
    },
  },
  served.stop,
)
