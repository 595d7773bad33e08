import type { AccountKey } from '../../domain/account.ts'
import { askMetaDuty, askMetaEveryHours } from '../../domain/ask-meta.ts'
import { liftAlarm, raiseAlarm } from '../../store/alarms.ts'
import { inTransaction } from '../../store/database.ts'
import { type Asked, endAsked, nextAskedAt, putOffAsked, takeAsked } from '../../store/duties.ts'
import { type LinkedNumber, listNumbers, noteSeen } from '../../store/numbers.ts'
import { ownCategories } from '../../store/own-texts.ts'
import { takeOverTexts } from '../../store/synced-texts.ts'
import { alarmTexts } from '../../store/template-alarms.ts'
import { seeNumber, seePortfolio } from '../../whatsapp/numbers.ts'
import { fetchTemplates } from '../../whatsapp/templates.ts'
import { stateOfText } from '../../whatsapp/text-states.ts'
import { credentialsOf } from '../credentials.ts'
import { messageOf, type Outcome } from '../outcome.ts'
import type { Tools } from '../tools.ts'

/** In one turn, so that management calls never come in a rush. */
const accountsAtMost = 5
const leaseMs = 10 * 60_000
const endsSoonDays = 14

/** Asks Meta twice a day how its numbers and texts stand, in case its webhooks did not tell. */
export async function askMeta(tools: Tools): Promise<readonly Outcome[]> {
  const wanted = { what: askMetaDuty, limit: accountsAtMost, leaseMs }
  const outcomes: Outcome[] = []
  for (const asked of await takeAsked(tools.db, wanted, tools.clock.now()))
    outcomes.push(...(await askOrLater(tools, asked)))
  return outcomes
}

/** When Meta is asked next; undefined while no number is linked. */
export function nextAskMetaAt({ db }: Tools): Promise<number | undefined> {
  return nextAskedAt(db, askMetaDuty)
}

async function askOrLater(tools: Tools, asked: Asked): Promise<readonly Outcome[]> {
  const { environment, accountId } = asked
  const account = { environment, accountId }
  const numbers = await listNumbers(tools.db, account)
  if (numbers.length === 0) {
    await endAsked(tools.db, asked)
    return []
  }
  const outcomes: Outcome[] = []
  for (const same of Map.groupBy(numbers, ({ wabaId }) => wabaId).values())
    outcomes.push(await askAbout(tools, account, same))
  await putOffAsked(tools.db, asked, tools.clock.now().add({ hours: askMetaEveryHours }))
  return outcomes
}

async function askAbout(
  tools: Tools,
  account: AccountKey,
  numbers: readonly LinkedNumber[],
): Promise<Outcome> {
  const wabaId = numbers[0]?.wabaId ?? ''
  try {
    await ask(tools, account, numbers)
    return { kind: 'asked-meta', account, wabaId }
  } catch (error) {
    return { kind: 'failed', what: askMetaDuty, id: wabaId, error: messageOf(error), setAside: false }
  }
}

async function ask(tools: Tools, account: AccountKey, numbers: readonly LinkedNumber[]): Promise<void> {
  const [first] = numbers
  if (!first) return
  const { token, wabaId } = credentialsOf(tools.secretKeys, first)
  const portfolioId = await seePortfolio(tools.whatsapp, { token, wabaId })
  for (const number of numbers) await askAboutNumber(tools, number, portfolioId ?? number.portfolioId)
  const atMeta = await fetchTemplates(tools.whatsapp, token, wabaId)
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    const texts = await takeOverTexts(tx, account, { wabaId, atMeta }, now)
    const own = await ownCategories(tx, account)
    const judged = texts.map((text) => ({ text, state: stateOfText(text, own) }))
    await alarmTexts(tx, account, judged, now)
  })
}

async function askAboutNumber(
  tools: Tools,
  number: LinkedNumber,
  portfolioId: string | undefined,
): Promise<void> {
  const { phoneNumberId, tokenExpiresAt } = number
  const seen = await seeNumber(tools.whatsapp, credentialsOf(tools.secretKeys, number))
  const now = tools.clock.now()
  const endsSoon =
    tokenExpiresAt !== undefined &&
    Temporal.Instant.compare(tokenExpiresAt, now.add({ hours: endsSoonDays * 24 })) < 0
  await inTransaction(tools.db, async (tx) => {
    if (seen) await noteSeen(tx, number, { ...seen, portfolioId }, now)
    const alarm = { kind: 'token-ending', about: phoneNumberId } as const
    const detail = tokenExpiresAt?.toString()
    if (endsSoon) await raiseAlarm(tx, number, { ...alarm, detail }, now)
    else await liftAlarm(tx, number, alarm, now)
  })
}
