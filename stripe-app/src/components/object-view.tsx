import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { texts } from '../texts.ts'
import { Frame } from './frame.tsx'
import { AroundObject } from './set-up-notice.tsx'
import { TimelineSection } from './timeline.tsx'

/** What was done about the object its page shows. */
export function ObjectView({ context }: { readonly context: ExtensionContextValue }) {
  const id = context.environment.objectContext?.id
  return (
    <Frame context={context} title={texts.object.title}>
      {id ? (
        <AroundObject context={context}>
          {({ may }) => <TimelineSection context={context} id={id} may={may} />}
        </AroundObject>
      ) : null}
    </Frame>
  )
}
