import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { AlarmWay } from '../domain/alarms.ts'
import { alarmSecretOwner, seal } from '../domain/secret-box.ts'
import { addNotice } from '../store/alarm-notices.ts'
import { listWays, removeWay, saveWay } from '../store/alarm-ways.ts'
import { listAlarms } from '../store/alarms.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { isFromPanel } from './person-words.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { problemsIn, refuseProblems } from './wanted.ts'

/** Where alarms shall go; null takes a way back, and one that is left out stays as it is. */
export type WantedWays = { readonly webhook?: string | null; readonly email?: string | null }

/** The ways that hold now; a webhook that was just chosen tells its signing secret, this once. */
export type ChosenWays = {
  readonly webhook: string | undefined
  readonly email: string | undefined
  readonly newSecret: string | undefined
}

const openAlarmsAtMost = 500

const webhook = z.string().refine(isSafeAddress, {
  error:
    'The webhook must be an https address without a password in it, such as https://example.com/alarms; http is for this machine only',
})
const publicWebhook = z.string().refine((address) => isSafeAddress(address) && isPublicName(address), {
  error:
    'The webhook must be an https address with a public name and no password in it, such as https://example.com/alarms. Whoever runs Paynudge for you can set any other',
})
const email = z.email({ error: 'The e-mail address is none; give one such as you@example.com' })

/** Chooses where an account's alarms go. Alarms that are open are told at once by a way that is new. */
export async function chooseAlarmWays(
  tools: CommandTools,
  { actor, account }: By,
  wanted: WantedWays,
): Promise<ChosenWays> {
  refuseWays(tools, isFromPanel(actor) ? publicWebhook : webhook, wanted)
  const newSecret = wanted.webhook ? `whsec_${randomBytes(24).toString('base64url')}` : undefined
  const now = tools.clock.now()
  const secretSealed = newSecret && seal(tools.secretKeys, newSecret, alarmSecretOwner(account))
  return inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    const before = addresses(await listWays(tx, account))
    for (const [way, address] of Object.entries(wanted) as [AlarmWay, string | null | undefined][]) {
      if (address === null) await removeWay(tx, account, way)
      if (typeof address !== 'string') continue
      await saveWay(
        tx,
        account,
        { way, address, secretSealed: way === 'webhook' ? secretSealed : undefined },
        now,
      )
      await tellOpenAlarms(tx, account, way, now)
    }
    const after = addresses(await listWays(tx, account))
    await recordAudit(tx, { ...account, actor, command: 'choose-alarm-ways', before, after }, now)
    return { webhook: after.webhook, email: after.email, newSecret }
  })
}

/** Where an account's alarms go. */
export async function showAlarmWays(
  { db }: CommandTools,
  { account }: By,
): Promise<Omit<ChosenWays, 'newSecret'>> {
  const { webhook, email } = addresses(await listWays(db, account))
  return { webhook, email }
}

function refuseWays({ bell }: CommandTools, address: z.ZodType<string>, wanted: WantedWays) {
  if (wanted.webhook === undefined && wanted.email === undefined)
    throw refusal('Say where alarms shall go: --webhook URL, --email ADDRESS, or none to take one back')
  const problems = [
    ...(wanted.webhook ? problemsIn('webhook', address.safeParse(wanted.webhook).error) : []),
    ...(wanted.email ? problemsIn('email', email.safeParse(wanted.email).error) : []),
  ]
  if (wanted.email && !bell.mail)
    problems.push({
      field: 'email',
      sentence:
        'Paynudge cannot send e-mail yet. Ask whoever runs Paynudge for you: they set SMTP_URL and SMTP_FROM',
    })
  refuseProblems(problems)
}

/** Whether nobody on the way can read what is told, nor find a password in our records. */
function isSafeAddress(address: string): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password) return false
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere)
}

/** Whether an address is by its form none of this machine or the network it stands in, about which what went wrong would tell. */
function isPublicName(address: string): boolean {
  const name = URL.parse(address)?.hostname ?? ''
  return /\.[a-z][a-z0-9-]+$/.test(name) && !/\.(localhost|local|internal)$/.test(name)
}

async function tellOpenAlarms(tx: Tx, account: By['account'], way: AlarmWay, now: Temporal.Instant) {
  for (const { id, liftedAt } of await listAlarms(tx, account, openAlarmsAtMost))
    if (!liftedAt) await addNotice(tx, account, { alarmId: id, news: 'raised', way }, now)
}

function addresses(ways: Awaited<ReturnType<typeof listWays>>): Partial<Record<AlarmWay, string>> {
  return Object.fromEntries(ways.map(({ way, address }) => [way, address]))
}
