import { checkAnswers } from './answers.ts'
import { broken, type Evidence, type Violation } from './evidence.ts'

type Nudge = Evidence['nudges'][number]
type Send = Evidence['sends'][number]
type Message = Evidence['messages'][number]

/** A nudge with its sends and the messages Meta took for it. */
export type Handed = {
  readonly nudge: Nudge
  readonly sends: readonly Send[]
  readonly messages: readonly Message[]
}

/** Every nudge with what became of it. */
export function handedOver({ nudges, sends, messages }: Evidence): readonly Handed[] {
  const sendsOf = Map.groupBy(sends, ({ nudge_id }) => nudge_id)
  const messagesOf = Map.groupBy(messages, ({ opaque }) => opaque)
  return nudges.map((nudge) => {
    const own = sendsOf.get(nudge.id) ?? []
    return { nudge, sends: own, messages: own.flatMap(({ id }) => messagesOf.get(id) ?? []) }
  })
}

/** At most one message for each nudge, and every nudge says truly what became of it. */
export function checkMessages(evidence: Evidence): readonly Violation[] {
  const { sends, messages, answers, decisions, links } = evidence
  const handed = handedOver(evidence)
  const written = new Set([...sends, ...answers].map(({ id }) => id))
  const reports = reportsOf(evidence)
  const lastDecision = new Map(decisions.map(({ nudge_id, kind }) => [nudge_id, kind]))
  const linked = new Set(links.map(({ nudge_id }) => nudge_id))
  const idsOf = (rule: (one: Handed) => boolean) =>
    handed.filter(rule).map(({ nudge }) => `${nudge.id} ${nudge.state}`)
  return [
    ...broken(
      'Meta took a message nobody wrote down',
      messages.flatMap(({ id, opaque }) => (opaque && written.has(opaque) ? [] : [id])),
    ),
    ...broken(
      'a nudge was sent twice',
      idsOf((one) => one.messages.length > 1),
    ),
    ...broken(
      'a nudge is left in the middle',
      idsOf(({ nudge }) => isOpen(nudge)),
    ),
    ...broken(
      'a message went out and its nudge does not say so',
      idsOf((one) => isDenied(one, reports)),
    ),
    ...broken('a nudge says it was sent, and no message went out', idsOf(isInvented)),
    ...broken('a nudge failed and Meta had not refused it', idsOf(isFailedByNobody)),
    ...broken(
      'a report was acknowledged and had no effect',
      idsOf((one) => isUnheard(one, reports)),
    ),
    ...broken('a send contradicts what Meta did', contradictions(evidence)),
    ...checkAnswers(evidence),
    ...broken(
      'a nudge was skipped and nobody wrote down why',
      idsOf(({ nudge }) => nudge.state === 'skipped' && lastDecision.get(nudge.id) !== 'skip'),
    ),
    ...broken(
      'a message went out without a pay link that is known',
      idsOf((one) => one.messages.length > 0 && !linked.has(one.nudge.id)),
    ),
  ]
}

const statuses: readonly string[] = ['accepted', 'sent', 'delivered', 'read']

type Reports = ReadonlyMap<string, readonly string[]>

/** By message: every status of it that was acknowledged. */
function reportsOf({ book }: Evidence): Reports {
  const reports = [...book.acknowledged.values()].flatMap((one) => one.reports)
  const byMessage = Map.groupBy(reports, ({ message }) => message)
  return new Map([...byMessage].map(([id, all]) => [id, all.map(({ status }) => status)]))
}

function isOpen({ state }: Nudge): boolean {
  return state === 'scheduled' || state === 'sending'
}

function isDenied({ nudge, messages }: Handed, reports: Reports): boolean {
  const [message] = messages
  if (!message || nudge.state === 'sent') return false
  if (nudge.state === 'failed') return message.status !== 'failed'
  // Nobody told the server: Meta's answer and all its reports got lost.
  return nudge.state !== 'unknown' || reports.has(message.id)
}

/** The furthest status that was acknowledged is known, and so is a failure. */
function isUnheard({ nudge, sends, messages: [message] }: Handed, reports: Reports): boolean {
  if (!message) return false
  const told = reports.get(message.id) ?? []
  if (told.includes('failed')) return nudge.state !== 'failed'
  const furthest = Math.max(-1, ...told.map((status) => statuses.indexOf(status)))
  return sends.every(({ status }) => statuses.indexOf(status ?? '') < furthest)
}

function isInvented({ nudge, messages }: Handed): boolean {
  return nudge.state === 'sent' && messages.length === 0
}

function isFailedByNobody({ nudge, sends, messages }: Handed): boolean {
  if (nudge.state !== 'failed') return false
  const isRefused = sends.some(({ outcome }) => outcome === 'refused')
  return !isRefused && !messages.some(({ status }) => status === 'failed')
}

function contradictions({ sends, messages }: Evidence): readonly string[] {
  const taken = new Set(messages.map(({ opaque }) => opaque))
  return sends
    .filter(({ id, outcome }) => {
      if (outcome === 'open') return true
      if (outcome === 'accepted') return !taken.has(id)
      return outcome === 'refused' && taken.has(id)
    })
    .map(({ id, outcome }) => `${id} ${outcome}`)
}
