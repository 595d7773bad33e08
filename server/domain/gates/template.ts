import type { Situation, Verdict } from '../situation.ts'
import { skip, waitOrSkip } from '../verdict.ts'

/** What this gate can say. */
export const templateReasons = {
  'template-in-review': 'Meta is still reviewing the text of this message.',
  'template-recategorized':
    'Meta now counts this text as marketing, which the customer did not agree to. See `npm run paynudge -- template list`.',
  'template-not-approved':
    'Meta has not approved the text of this message. Push it with `npm run paynudge -- template push` and see `npm run paynudge -- template list`.',
} as const

/** How long to wait before asking again whether Meta has approved a template. */
const reviewWaitMinutes = 15

/** A text Meta has approved. While the review goes on, the nudge waits as long as it is still of use. */
export function template({ template: state, now, uselessAt }: Situation): Verdict | undefined {
  switch (state) {
    case 'approved':
      return undefined
    case 'pending':
    case 'paused':
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
