import { Badge, Box } from '@stripe/ui-extension-sdk/ui'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import { isSetUp } from './attention.tsx'

/** Says that messages go out, which is another matter than Stripe's mode. Where they do not, a banner says why. */
export function SendingBadge({ overview }: { readonly overview: Overview }) {
  if (!isSetUp(overview) || overview.attention.some(keepsBack)) return null
  return (
    <Box>
      <Badge type="positive">{texts.sending.on}</Badge>
    </Box>
  )
}

/** An alarm may be about one text, and about all that is sent. */
function keepsBack(one: Overview['attention'][number]): boolean {
  switch (one.kind) {
    case 'stopped':
      return one.what !== 'flow'
    case 'texts-unapproved':
      return one.approved === 0
    case 'set-aside':
      return false
    case 'no-flow-on':
    case 'no-number':
    case 'watch-only':
    case 'alarm':
      return true
  }
}
