import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { ConsentSection } from '../components/consent.tsx'
import { Frame } from '../components/frame.tsx'
import { AroundObject } from '../components/set-up-notice.tsx'
import { ThreadSection } from '../components/thread.tsx'
import { TimelineSection } from '../components/timeline.tsx'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'

/** A customer: what was said with them, their permissions, and every message to them with its reasons. */
export default function Customer(context: ExtensionContextValue) {
  const customer = context.environment.objectContext?.id
  return (
    <Frame context={context} title={texts.object.title}>
      {customer ? (
        <AroundObject context={context}>
          {({ may }) => <Sections key={customer} context={context} customer={customer} may={may} />}
        </AroundObject>
      ) : null}
    </Frame>
  )
}

type SectionsProps = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly may: Overview['may']
}

function Sections({ context, customer, may }: SectionsProps) {
  const thread = useAsked(context, '/panel/thread', { customer })
  return (
    <>
      <ThreadSection context={context} customer={customer} may={may} asking={thread} />
      <ConsentSection context={context} customer={customer} may={may} changed={thread.again} />
      <TimelineSection context={context} id={customer} may={may} />
    </>
  )
}
