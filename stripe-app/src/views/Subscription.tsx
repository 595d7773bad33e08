import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { ObjectView } from '../components/object-view.tsx'

/** The messages about a subscription. */
export default function Subscription(context: ExtensionContextValue) {
  return <ObjectView context={context} kind="subscription" />
}
