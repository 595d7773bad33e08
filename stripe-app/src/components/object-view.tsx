import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { texts } from '../texts.ts'
import { Frame } from './frame.tsx'
import { Note } from './section.tsx'
import { AroundObject } from './set-up-notice.tsx'
import { TimelineSection } from './timeline.tsx'

const words = texts.object

/** What was done about the object its page shows. */
export function ObjectView({
  context,
  kind,
}: {
  readonly context: ExtensionContextValue
  readonly kind: 'invoice' | 'payment' | 'subscription'
}) {
  const id = context.environment.objectContext?.id
  return (
    <Frame context={context} title={words.titles[kind]} description={words.descriptions[kind]}>
      {id ? (
        <AroundObject context={context}>
          {({ may }) => (
            <>
              {kind === 'payment' ? <Note>{words.which(id)}</Note> : null}
              <TimelineSection context={context} id={id} may={may} />
            </>
          )}
        </AroundObject>
      ) : null}
    </Frame>
  )
}
