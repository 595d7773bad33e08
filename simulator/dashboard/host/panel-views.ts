import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { ComponentType } from 'react'
import Drawer from '../../../stripe-app/src/views/Drawer.tsx'

/** The panel's views by the viewport they stand in, as the manifest has them. */
export const panelViews: Readonly<Record<string, ComponentType<ExtensionContextValue>>> = {
  'stripe.dashboard.drawer.default': Drawer,
}
