import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { ObjectView } from '../components/object-view.tsx'

/** The messages about a payment, by its payment intent or its charge. */
export default function Payment(context: ExtensionContextValue) {
  return <ObjectView context={context} kind="payment" />
}
