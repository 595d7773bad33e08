import { createRemoteRoot } from '@remote-ui/core'
import { render } from '@remote-ui/react'
import { createRemoteReceiver, RemoteRenderer } from '@remote-ui/react/host'
import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import type { Visit } from '../visit.ts'
import { dashboardController } from './controller.tsx'
import { type Around, contextOf, dashboardFor } from './dashboard.ts'

/** Shows a view in a place of a page, as the Dashboard does: the view's own tree on one side, HTML on the other. */
export function mount(
  View: ComponentType<ExtensionContextValue>,
  place: HTMLElement,
  { visit, ...around }: Around & { readonly visit: Visit },
): () => void {
  Object.assign(globalThis, { __StripeExtExports: dashboardFor(visit, around) })
  const receiver = createRemoteReceiver()
  const remote = createRemoteRoot(receiver.receive, { strict: false })
  const page = createRoot(place)
  page.render(<RemoteRenderer receiver={receiver} controller={dashboardController()} />)
  render(<View {...contextOf(visit)} />, remote, () => remote.mount())
  return () => page.unmount()
}
