import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { useAsked } from '../../use-asked.ts'
import { NumbersSection } from '../numbers/numbers-section.tsx'

/** Links the number that messages go out from. */
export function NumberStep({
  context,
  changed,
}: {
  readonly context: ExtensionContextValue
  readonly changed: () => void
}) {
  const asking = useAsked(context, '/panel/numbers', {})
  return <NumbersSection context={context} asking={asking} changed={changed} isLocked={false} />
}
