import { z } from 'zod'
import { liftAlarm } from '../store/alarms.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { everyAccount, type Scope } from '../store/keys.ts'
import { type KillSwitch, listSwitches, releaseSwitch, throwSwitch } from '../store/kill-switches.ts'
import { requireFlow } from './known-flow.ts'
import type { Actor, By, CommandTools } from './tools.ts'
import { problemsIn, refuseProblems } from './wanted.ts'

const noteAtMost = 500
const note = z
  .string()
  .trim()
  .min(1, { error: 'The note is empty; leave it out, or say why sending is stopped' })
  .max(noteAtMost, { error: `The note is longer than ${noteAtMost} characters` })
  .optional()

/** Stops every message of an account, or of one flow of it, before the next call. A switch thrown before stays as it was. */
export async function stopSending(
  tools: CommandTools,
  { actor, account }: By,
  what: { readonly flow?: string; readonly note?: string } = {},
): Promise<void> {
  const flow = what.flow === undefined ? {} : { flow: requireFlow(what.flow).key }
  await stop(tools, { actor, scope: account, command: 'stop-sending', ...flow }, what.note)
}

/** Stops every message of every account, before the next call. */
export async function stopEverything(tools: CommandTools, { actor }: Actor, note?: string): Promise<void> {
  await stop(tools, { actor, scope: everyAccount, command: 'stop-everything' }, note)
}

/** Lets an account, or one flow of it, send again; undefined when it was not stopped. Wider switches stay thrown. */
export async function resumeSending(
  tools: Pick<CommandTools, 'db' | 'clock'>,
  { actor, account }: By,
  what: { readonly flow?: string } = {},
): Promise<KillSwitch | undefined> {
  const flow = what.flow === undefined ? {} : { flow: requireFlow(what.flow).key }
  return resume(tools, { actor, scope: account, command: 'resume-sending', ...flow })
}

/** Lets every account send again that is not stopped by itself; undefined when not everything was stopped. */
export async function resumeEverything(
  tools: CommandTools,
  { actor }: Actor,
): Promise<KillSwitch | undefined> {
  return resume(tools, { actor, scope: everyAccount, command: 'resume-everything' })
}

/** Every switch that stops something of an account, the widest first. */
export function showSwitches({ db }: CommandTools, { account }: By): Promise<readonly KillSwitch[]> {
  return listSwitches(db, account)
}

type Asked = Actor & { readonly scope: Scope; readonly flow?: string; readonly command: string }

async function stop({ db, clock }: CommandTools, asked: Asked, why: string | undefined) {
  const { actor, scope, command, ...flow } = asked
  const checked = note.safeParse(why)
  refuseProblems(problemsIn('note', checked.error))
  const said = checked.data === undefined ? {} : { note: checked.data }
  const now = clock.now()
  await inTransaction(db, async (tx) => {
    const isNew = await throwSwitch(tx, scope, { ...flow, ...said, actor }, now)
    if (isNew) await recordAudit(tx, { ...scope, actor, command, after: { ...flow, ...said } }, now)
  })
}

async function resume(
  { db, clock }: Pick<CommandTools, 'db' | 'clock'>,
  { actor, scope, command, flow }: Asked,
) {
  const now = clock.now()
  return inTransaction(db, async (tx) => {
    const released = await releaseSwitch(tx, scope, flow)
    if (released) await recordAudit(tx, { ...scope, actor, command, before: released }, now)
    if (flow && scope.environment !== '')
      await liftAlarm(tx, scope, { kind: 'flow-braked', about: flow }, now)
    return released
  })
}
