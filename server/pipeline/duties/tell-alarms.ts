import type { Told } from '../../bell/bell.ts'
import { type Alarm, alarmSentence, alarms } from '../../domain/alarms.ts'
import { alarmSecretOwner, unseal } from '../../domain/secret-box.ts'
import { claimNotices, markNotTold, markTold, type Notice } from '../../store/alarm-notices.ts'
import { listWays, type WayOut } from '../../store/alarm-ways.ts'
import { alarmById, newsAt } from '../../store/alarms.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

const noticesAtMost = 20
/** Longer than one of them may take; all go out at once. */
const leaseMs = 2 * 60_000
const firstRetryMinutes = 1
const lastRetryMinutes = 6 * 60
/** The last one comes after three days. */
const triesAtMost = 20

/** Tells merchants of alarms outside the panel: once when one is raised, and once when it lifts. */
export async function tellAlarms(tools: Tools): Promise<readonly Outcome[]> {
  const limits = { limit: noticesAtMost, leaseMs }
  const notices = await claimNotices(tools.db, limits, tools.clock.now())
  return Promise.all(notices.map((notice) => tellOne(tools, notice)))
}

async function tellOne(tools: Tools, notice: Notice): Promise<Outcome> {
  const { environment, accountId, alarmId, news, way } = notice
  const about = { account: { environment, accountId }, alarmId, news, way }
  const told = await tell(tools, notice).catch(failed)
  const now = tools.clock.now()
  if (told.kind === 'told') {
    await markTold(tools.db, notice, now)
    return { kind: 'told', ...about }
  }
  await markNotTold(tools.db, notice, { error: told.text, nextAt: retryAt(notice, now) })
  return { kind: 'not-told', ...about, text: told.text }
}

/** One notice that cannot be told, as when its secret cannot be opened, keeps no other from being told. */
function failed(error: unknown): Told {
  return { kind: 'failed', text: messageOf(error) }
}

async function tell(tools: Tools, notice: Notice): Promise<Told> {
  const alarm = await alarmById(tools.db, notice, notice.alarmId)
  const way = (await listWays(tools.db, notice)).find((known) => known.way === notice.way)
  if (!alarm || !way) return { kind: 'failed', text: 'this way was taken back' }
  switch (way.way) {
    case 'webhook':
      return post(tools, { alarm, way, notice })
    case 'email':
      return mail(tools, { alarm, way, notice })
  }
}

type Telling = { readonly alarm: Alarm; readonly way: WayOut; readonly notice: Notice }

function post({ bell, secretKeys, clock }: Tools, { alarm, way, notice }: Telling): Promise<Told> {
  const secret = unseal(secretKeys, way.secretSealed ?? '', alarmSecretOwner(alarm))
  const body = JSON.stringify(webhookBody(alarm, notice))
  return bell.post({ url: way.address, secret, body, now: clock.now() })
}

/** The body of a webhook; `id` is the same when it has to be sent again. */
function webhookBody(alarm: Alarm, { news }: Notice) {
  const { id, kind, about, detail, environment, accountId } = alarm
  return {
    id: `${id}:${news}`,
    type: `alarm.${news}`,
    created: Math.floor(newsAt(alarm, news).epochMilliseconds / 1_000),
    account: accountId,
    environment,
    alarm: { id, kind, about, detail: detail ?? null, ...alarms[kind] },
  }
}

async function mail({ bell }: Tools, { alarm, way, notice }: Telling): Promise<Told> {
  if (!bell.mail) return { kind: 'failed', text: 'no mail server is configured (SMTP_URL)' }
  const { news } = notice
  const sentence = alarmSentence(alarm)
  const { todo } = alarms[alarm.kind]
  const isOver = news === 'lifted'
  const lines = [
    isOver ? `This is over: ${sentence}` : sentence,
    ...(isOver ? [] : [todo]),
    ...(alarm.detail && !isOver ? [`Detail: ${alarm.detail}`] : []),
    `Account ${alarm.accountId} (${alarm.environment}), ${newsAt(alarm, news).toString({ smallestUnit: 'second' })}`,
  ]
  const subject = `[Paynudge] ${isOver ? 'Over: ' : ''}${sentence}`
  return bell.mail({ to: way.address, subject, text: lines.join('\n\n'), id: `${alarm.id}.${news}` })
}

function retryAt({ attempts }: Notice, now: Temporal.Instant): Temporal.Instant | undefined {
  if (attempts >= triesAtMost) return undefined
  return now.add({ minutes: Math.min(firstRetryMinutes * 2 ** (attempts - 1), lastRetryMinutes) })
}
