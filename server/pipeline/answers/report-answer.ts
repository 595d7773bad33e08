import type { AccountKey } from '../../domain/account.ts'
import type { Answer } from '../../domain/answer.ts'
import { furthest, hasArrived } from '../../domain/delivery.ts'
import { findAnswer, holdAnswer, keepAnswerReport } from '../../store/answers.ts'
import type { Tx } from '../../store/database.ts'
import { keepPrice } from '../../store/message-prices.ts'
import type { LinkedNumber } from '../../store/numbers.ts'
import type { AnswerTable } from '../../store/schema.ts'
import { recognise } from '../../store/shoppers.ts'
import { toMs } from '../../store/time.ts'
import { errorOf } from '../../whatsapp/errors.ts'
import type { StatusItem } from '../../whatsapp/items.ts'
import { actOnError } from '../act-on-error.ts'
import { identitiesOf } from '../identities.ts'

/** The number a message went out from, and whose it is. */
export type Sender = AccountKey & Pick<LinkedNumber, 'phoneNumberId' | 'wabaId'>

/** Takes in how an answer fared, however late, twice or out of order the report comes. False for a message that is none. */
export async function reportAnswer(
  tx: Tx,
  number: Sender,
  item: StatusItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const found = await findAnswer(tx, number.phoneNumberId, item)
  const answer = found && (await holdAnswer(tx, found, found.id))
  if (!found || !answer) return false
  await keepAnswerReport(tx, answer, changeBy(answer, item))
  const { wamid, price } = item
  if (price) await keepPrice(tx, found, { wamid, price }, now)
  const identities = identitiesOf(item.person, { wabaId: number.wabaId, to: found.to })
  const shopperId = await recognise(tx, found, { shopperId: answer.shopper_id, identities }, now)
  if (item.failure && answer.failed_at === null)
    await act(tx, { answer: { ...found, shopperId }, number, item }, now)
  return true
}

/** What a failure asks for besides this answer's own fate, such as a pause of the number. */
async function act(
  tx: Tx,
  { answer, number, item }: { readonly answer: Answer; readonly number: Sender; readonly item: StatusItem },
  now: Temporal.Instant,
): Promise<void> {
  if (!item.failure) return
  const { code, text } = item.failure
  const { environment, accountId, to, shopperId, id: sendId } = answer
  const { wabaId, phoneNumberId } = number
  const route = { account: { environment, accountId }, wabaId, phoneNumberId, template: undefined, to }
  await actOnError(tx, route, { code, text, action: errorOf(code).action, shopperId, sendId }, now)
}

/** A report proves that it went out; a failure counts unless it had arrived. */
function changeBy(answer: AnswerTable, { wamid, status, failure, at }: StatusItem) {
  const ms = toMs(at)
  const hadArrived = hasArrived(answer.status)
  if (failure) {
    if (hadArrived) return { wamid }
    return { wamid, state: 'failed', reason: failure.text, error_code: failure.code, failed_at: ms } as const
  }
  const arrives = hasArrived(status)
  const isFailed = answer.failed_at !== null && !arrives && !hadArrived
  return {
    wamid,
    ...(isFailed ? {} : { state: 'sent' as const, reason: null }),
    ...(status ? { status: furthest(status, answer.status ?? 'accepted') } : {}),
    ...(arrives ? { delivered_at: Math.min(answer.delivered_at ?? ms, ms) } : {}),
    ...(status === 'read' ? { read_at: Math.min(answer.read_at ?? ms, ms) } : {}),
  }
}
