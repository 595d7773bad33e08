import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { ConsentSection } from '../components/consent.tsx'
import { Frame } from '../components/frame.tsx'
import { AroundObject } from '../components/set-up-notice.tsx'
import { TimelineSection } from '../components/timeline.tsx'
import { texts } from '../texts.ts'

/** A customer's permissions, and every message to them with its reasons. */
export default function Customer(context: ExtensionContextValue) {
  const customer = context.environment.objectContext?.id
  return (
    <Frame context={context} title={texts.object.title}>
      {customer ? (
        <AroundObject context={context}>
          {({ may }) => (
            <>
              <ConsentSection context={context} customer={customer} may={may} />
              <TimelineSection context={context} id={customer} may={may} />
            </>
          )}
        </AroundObject>
      ) : null}
    </Frame>
  )
}
