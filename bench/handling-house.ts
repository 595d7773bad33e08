import type { Nudge } from '../server/domain/enrollment.ts'
import { handleInbox } from '../server/pipeline/handle-inbox.ts'
import { build } from '../server/start.ts'
import { inTransaction, type Tx } from '../server/store/database.ts'
import { idOfBody, type Received } from '../server/store/inbox.ts'
import { createKeeper } from '../server/store/keeper.ts'
import { setState } from '../server/store/nudges.ts'
import { addSend, closeSend } from '../server/store/sends.ts'
import { systemClock } from '../server/system-clock.ts'
import type { Sent } from './events.ts'
import { benchConfig } from './house.ts'
import { answerAsks, givenOptions } from './processes.ts'

/** What the house of the handling bench is asked. */
export type HouseAsks = {
  readonly keep: { readonly given: Kept; readonly answer: undefined }
  /** Handles what waits, until nothing does. */
  readonly handle: { readonly given: undefined; readonly answer: Handled }
  /** Notes every nudge still scheduled as sent, as Meta's answers do. */
  readonly send: { readonly given: { readonly phoneNumberId: string }; readonly answer: readonly Sent[] }
}

/** Bodies to be kept as if they had come in. */
export type Kept = {
  readonly source: 'stripe' | 'whatsapp'
  readonly accountId: string
  readonly bodies: readonly string[]
}

/** What handling took, and what it ended in. */
export type Handled = {
  readonly ms: number
  readonly cpuMicros: number
  readonly outcomes: Readonly<Record<string, number>>
}

const { databaseUrl, env } = givenOptions<{
  readonly databaseUrl: string
  readonly env: Readonly<Record<string, string>>
}>()
const clock = systemClock()
const house = await build(benchConfig(databaseUrl, env), clock)
const { tools, watch } = house
const keep = createKeeper(tools.db)

answerAsks<HouseAsks>(
  {
    keep: async ({ bodies, ...from }) => {
      await Promise.all(bodies.map((body) => keep(received(body, from))))
      return undefined
    },
    handle,
    send: sendAll,
  },
  house.close,
)

function received(body: string, { source, accountId }: Omit<Kept, 'bodies'>): Received {
  const kept = { source, account_id: accountId, body, receivedAt: clock.now() }
  if (source === 'whatsapp') return { ...kept, environment: '', event_id: idOfBody(body), type: 'reports' }
  const event: { readonly id: string; readonly type: string } = JSON.parse(body)
  return { ...kept, environment: 'live', event_id: event.id, type: event.type }
}

async function handle(): Promise<Handled> {
  const outcomes: Record<string, number> = {}
  const before = process.cpuUsage()
  const start = performance.now()
  for (let some = await handleInbox(tools); some.length > 0; some = await handleInbox(tools)) {
    for (const outcome of some) {
      watch.observe(outcome)
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + 1
    }
  }
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { ms, cpuMicros: user + system, outcomes }
}

async function sendAll({ phoneNumberId }: { readonly phoneNumberId: string }): Promise<readonly Sent[]> {
  return inTransaction(tools.db, async (tx) => {
    const sent: Sent[] = []
    for (const { to, ...row } of await scheduled(tx)) {
      const nudge = { environment: row.environment, accountId: row.account_id, id: row.id }
      const id = await addSend(tx, nudge as Nudge, { phoneNumberId, to }, clock.now())
      await closeSend(tx, id, { outcome: 'accepted', wamid: `wamid.${id}` }, clock.now())
      await setState(tx, nudge, { from: ['scheduled'], to: 'sent' })
      sent.push({ id, to: to.replace('+', '') })
    }
    return sent
  })
}

function scheduled(tx: Tx) {
  return tx
    .selectFrom('nudge')
    .innerJoin('enrollment', 'enrollment.id', 'nudge.enrollment_id')
    .innerJoin('identity', 'identity.shopper_id', 'enrollment.shopper_id')
    .where('identity.kind', '=', 'phone')
    .where('nudge.state', '=', 'scheduled')
    .select(['nudge.environment', 'nudge.account_id', 'nudge.id', 'identity.value as to'])
    .execute()
}
