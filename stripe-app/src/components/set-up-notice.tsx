import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { ReactElement } from 'react'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import { useAsked } from '../use-asked.ts'
import { AttentionBanner, NotSetUp } from './attention.tsx'
import { Loaded } from './loaded.tsx'
import { Note } from './section.tsx'

/** What a page of the Dashboard asks first: whether messages can go out at all, and what its reader may do. */
export function AroundObject({
  context,
  children,
}: {
  readonly context: ExtensionContextValue
  readonly children: (overview: Overview) => ReactElement
}) {
  const asking = useAsked(context, '/panel/overview', {})
  return (
    <Loaded asking={asking}>
      {(overview) => (
        <>
          <NotSetUp overview={overview} />
          {overview.attention.filter(isGeneral).map((attention) => (
            <AttentionBanner key={texts.attention(attention).title} context={context} attention={attention} />
          ))}
          {overview.may.care ? null : <Note>{texts.object.mayOnlyLook}</Note>}
          {children(overview)}
        </>
      )}
    </Loaded>
  )
}

/** What keeps every message back, whatever the page is about. */
function isGeneral({ kind }: Overview['attention'][number]): boolean {
  return kind === 'stopped' || kind === 'watch-only'
}
