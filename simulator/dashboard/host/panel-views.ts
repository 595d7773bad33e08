import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { ComponentType } from 'react'
import Customer from '../../../stripe-app/src/views/Customer.tsx'
import Drawer from '../../../stripe-app/src/views/Drawer.tsx'
import Invoice from '../../../stripe-app/src/views/Invoice.tsx'
import Onboarding from '../../../stripe-app/src/views/Onboarding.tsx'
import Payment from '../../../stripe-app/src/views/Payment.tsx'
import Settings from '../../../stripe-app/src/views/Settings.tsx'
import Subscription from '../../../stripe-app/src/views/Subscription.tsx'

/** The panel's views by the viewport they stand in, as the manifest has them. */
export const panelViews: Readonly<Record<string, ComponentType<ExtensionContextValue>>> = {
  onboarding: Onboarding,
  settings: Settings,
  'stripe.dashboard.drawer.default': Drawer,
  'stripe.dashboard.customer.detail': Customer,
  'stripe.dashboard.invoice.detail': Invoice,
  'stripe.dashboard.payment.detail': Payment,
  'stripe.dashboard.subscription.detail': Subscription,
}
