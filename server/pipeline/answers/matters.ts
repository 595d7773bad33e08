import type { Enrollment, Facts } from '../../domain/enrollment.ts'
import { flowOf } from '../../flows/index.ts'
import { readFlowSettings } from '../../store/flow-settings.ts'
import { look } from '../../stripe/look.ts'
import type { Seen } from '../../stripe/read/seen.ts'
import type { Tools } from '../tools.ts'
import { mayTellOf, type Recipient } from './told-of.ts'

/** Something open between a shopper and a merchant, as Stripe shows it now. */
export type Matter = {
  readonly enrollment: Enrollment
  readonly seen: Seen
  readonly facts: Facts
  readonly lookedAt: Temporal.Instant
}

/**
 * The first of these that is still open in Stripe, whatever we have heard of it so far, and that whoever asks may be told
 * of. No transaction may be open.
 */
export async function firstOpenMatter(
  tools: Tools,
  recipient: Recipient,
  enrollments: readonly Enrollment[],
): Promise<Matter | undefined> {
  const { db, stripe, clock } = tools
  const { account } = recipient
  for (const enrollment of enrollments) {
    const flow = flowOf(enrollment.flow)
    const { subject } = enrollment
    const lookedAt = clock.now()
    const looked = await look(stripe(account), flow.lookAt(subject), account.linkDomain)
    if (looked.kind === 'gone') continue
    const { everyone } = await readFlowSettings(db, account, flow.key)
    const { seen } = looked
    if (flow.ended(seen, { subject, now: clock.now(), everyone })) continue
    if (!(await mayTellOf(tools, recipient, flow.contact(seen)))) continue
    return { enrollment, seen, facts: flow.facts(seen, subject), lookedAt }
  }
  return undefined
}
