import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Button } from '@stripe/ui-extension-sdk/ui'
import type { Attention, Overview } from '../../../server/routes/panel/contract.ts'
import { hrefOf, placeOf } from '../places.ts'
import { texts } from '../texts.ts'

/** One thing that needs somebody, and the way to where it is mended. */
export function AttentionBanner({
  context,
  attention,
}: {
  readonly context: ExtensionContextValue
  readonly attention: Attention
}) {
  const { title, todo } = texts.attention(attention)
  const type = attention.kind === 'alarm' ? 'critical' : 'caution'
  const place = placeOf(attention)
  if (!place) return <Banner type={type} title={title} description={todo} />
  return (
    <Banner
      type={type}
      title={title}
      description={todo}
      actions={
        <Button href={hrefOf(place, context)} {...(place === 'whatsapp' ? { target: '_blank' } : {})}>
          {texts.places[place]}
        </Button>
      }
    />
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
