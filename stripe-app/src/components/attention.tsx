import { Banner, Button } from '@stripe/ui-extension-sdk/ui'
import type { Attention, Overview } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'

/** One thing that needs somebody. */
export function AttentionBanner({ attention }: { readonly attention: Attention }) {
  const { title, todo } = texts.attention(attention)
  return (
    <Banner type={attention.kind === 'alarm' ? 'critical' : 'caution'} title={title} description={todo} />
  )
}

/** Leads to onboarding while nothing can be sent; says nothing once it is set up. */
export function NotSetUp({ overview }: { readonly overview: Overview }) {
  if (isSetUp(overview)) return null
  return (
    <Banner
      type="caution"
      title={texts.notSetUp.title}
      description={texts.notSetUp.description}
      actions={<Button href={{ name: 'onboarding' }}>{texts.setUp}</Button>}
    />
  )
}

/** Whether messages can be sent at all. */
export function isSetUp({ number, flowsOn }: Overview): boolean {
  return number !== null && flowsOn > 0
}
