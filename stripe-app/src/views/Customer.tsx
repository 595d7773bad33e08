import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { Overview } from '../../../server/routes/panel/contract.ts'
import type { Problem } from '../api.ts'
import { ConsentSection } from '../components/consent.tsx'
import { Frame } from '../components/frame.tsx'
import { ProblemBanner } from '../components/problem.tsx'
import { AroundObject } from '../components/set-up-notice.tsx'
import { ThreadSection } from '../components/thread.tsx'
import { TimelineSection } from '../components/timeline.tsx'
import { texts } from '../texts.ts'
import { type Asking, useAsked } from '../use-asked.ts'

/** A customer: what was said with them, their permissions, and every message to them with its reasons. */
export default function Customer(context: ExtensionContextValue) {
  const customer = context.environment.objectContext?.id
  return (
    <Frame
      context={context}
      title={texts.object.titles.customer}
      description={texts.object.descriptions.customer}
    >
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
  const consent = useAsked(context, '/panel/consent', { customer })
  const problem = sharedProblem(thread.state, consent.state)
  const again = () => {
    thread.again()
    consent.again()
  }
  if (problem) return <ProblemBanner problem={problem} again={again} />
  return (
    <>
      <ThreadSection context={context} customer={customer} may={may} asking={thread} />
      <ConsentSection
        context={context}
        customer={customer}
        may={may}
        asking={consent}
        changed={thread.again}
      />
      <TimelineSection context={context} id={customer} may={may} />
    </>
  )
}

type State = Asking<unknown>['state']

/** What keeps the whole page from being shown is said once. */
function sharedProblem(one: State, other: State): Problem | undefined {
  if (one.kind !== 'failed' || other.kind !== 'failed') return undefined
  const isSame = one.problem.code === other.problem.code && one.problem.words === other.problem.words
  return isSame ? one.problem : undefined
}
