import { broken, type Evidence, type Violation } from './evidence.ts'

/** A look is good for 2 seconds, and Stripe tells times in whole ones. */
const lookGoodForMs = 2_000
const secondMs = 1_000

/** Nobody is written to after a STOP was acknowledged, nor on a look older than the payment. */
export function checkShoppers(evidence: Evidence): readonly Violation[] {
  return [
    ...broken('a shopper was written to after their STOP', writtenAfterStop(evidence)),
    ...broken(
      'a shopper was written to although the look could see the payment',
      writtenAfterPayment(evidence),
    ),
    ...broken('a message crossed the payment and is not counted as crossed', uncountedCrossings(evidence)),
  ]
}

type Silence = { readonly phone: string; readonly from: number; readonly until: number }

function writtenAfterStop(evidence: Evidence): readonly string[] {
  const { sends, messages } = evidence
  const taken = new Set(messages.map(({ opaque }) => opaque))
  const silences = Map.groupBy(silencesOf(evidence), ({ phone }) => phone)
  return sends
    .filter(({ id }) => taken.has(id))
    .filter(({ to_phone, opened_at }) =>
      (silences.get(to_phone) ?? []).some(({ from, until }) => opened_at > from && opened_at < until),
    )
    .map(({ id, opened_at }) => `${id} at ${opened_at}`)
}

/** From the moment a STOP was acknowledged until the shopper said START. */
function silencesOf({ book }: Evidence): readonly Silence[] {
  const said = [...book.acknowledged.values()].flatMap(({ said, at }) => said.map((one) => ({ ...one, at })))
  const starts = said.filter(({ text }) => text === 'START')
  return said
    .filter(({ isStop }) => isStop)
    .map(({ phone, at, saidAt }) => {
      const lifted = starts.filter((start) => start.phone === phone && start.saidAt > saidAt)
      return {
        phone,
        from: at,
        until: Math.min(Number.POSITIVE_INFINITY, ...lifted.map((start) => start.saidAt)),
      }
    })
}

type Sent = {
  readonly id: string
  readonly opened: number
  readonly paidAt: number
  readonly crossed: boolean
}

/** The sends whose invoice was paid, with the time of the last payment. */
function sentAndPaid({ world, sends, nudges, enrollments }: Evidence): readonly Sent[] {
  const enrollmentOf = new Map(nudges.map(({ id, enrollment_id }) => [id, enrollment_id]))
  const subjectOf = new Map(enrollments.map(({ id, subject }) => [id, subject]))
  return sends
    .filter(({ outcome }) => outcome !== 'refused')
    .flatMap(({ id, nudge_id, opened_at, crossed }) => {
      const subject = subjectOf.get(enrollmentOf.get(nudge_id) ?? '') ?? ''
      const { paid_at } = world.stripe.find('invoice', subject).status_transitions
      return paid_at ? [{ id, opened: opened_at, paidAt: paid_at * 1000, crossed: crossed === 1 }] : []
    })
}

function writtenAfterPayment(evidence: Evidence): readonly string[] {
  return sentAndPaid(evidence)
    .filter(({ opened, paidAt }) => opened > paidAt + lookGoodForMs + secondMs)
    .map(({ id, opened, paidAt }) => `${id} ${opened - paidAt} ms`)
}

function uncountedCrossings(evidence: Evidence): readonly string[] {
  return sentAndPaid(evidence)
    .filter(({ opened, paidAt, crossed }) => opened >= paidAt + secondMs && !crossed)
    .map(({ id }) => id)
}
