import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { ObjectView } from '../components/object-view.tsx'

/** The messages about an invoice. */
export default function Invoice(context: ExtensionContextValue) {
  return <ObjectView context={context} kind="invoice" />
}
