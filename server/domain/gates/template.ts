import type { Situation, Verdict } from '../situation.ts'
import { notBefore, skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const templateReasons = {
  'template-in-review': 'Meta is still reviewing the text of this message.',
  'template-paused': 'Meta has paused the text of this message. The alarm about it says why.',
  'template-recategorized':
    'Meta now counts this text as marketing, which the customer did not agree to. Choose another text.',
  'template-not-approved':
    'Meta has not approved the text of this message. Hand the texts in, and see what Meta says of them.',
} as const

/** How long to wait before asking again whether Meta has approved a template. */
const reviewWaitMinutes = 15

/** A text Meta has approved. While it rests or is reviewed, the nudge waits as long as it is still of use. */
export function template({
  template: state,
  templateRestsUntil,
  now,
  uselessAt,
}: Situation): Verdict | undefined {
  switch (state) {
    case 'approved':
      return undefined
    case 'paused':
      return waitOrSkip({
        until: templateRestsUntil
          ? notBefore(now, templateRestsUntil)
          : now.add({ minutes: reviewWaitMinutes }),
        uselessAt,
        reason: 'template-paused',
      })
    case 'pending':
      return waitOrSkip({
        until: now.add({ minutes: reviewWaitMinutes }),
        uselessAt,
        reason: 'template-in-review',
        tooLate: 'template-not-approved',
      })
    case 'recategorized':
      return skip('template-recategorized')
    case 'missing':
    case 'refused':
      return skip('template-not-approved')
  }
}
