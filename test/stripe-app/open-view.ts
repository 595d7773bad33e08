import './dom.ts'
import { type BoundFunctions, configure, type queries, within } from '@testing-library/dom'
import { userEvent } from '@testing-library/user-event'
import { onTestFinished } from 'vitest'
import type { Toast } from '../../simulator/dashboard/host/dashboard.ts'
import { mount } from '../../simulator/dashboard/host/mount.tsx'
import { panelViews } from '../../simulator/dashboard/host/panel-views.ts'
import { readKnownComponents } from '../../simulator/dashboard/known-props.ts'
import { type VisitOptions, visitTo } from '../../simulator/dashboard/visit.ts'
import type { World } from '../../simulator/world.ts'

// A machine that does much else is slow, and wrong only after this.
configure({ asyncUtilTimeout: 10_000 })

/** The same for what is asked again and again. */

// It looks for the page when it is imported, so it comes after the page.
export { userEvent }

/** A view on a page, and the short messages the Dashboard showed for it. */
export type Opened = BoundFunctions<typeof queries> & {
  readonly toasts: readonly Toast[]
  /** What was copied. */
  readonly copied: readonly string[]
  readonly place: HTMLElement
}

/** Opens a view of the panel around a world, as an administrator at the drawer when nothing else is said. */
export function openView(world: World, options: VisitOptions = {}): Opened {
  Object.assign(globalThis, { paynudgeKnownComponents: readKnownComponents() })
  const visit = visitTo(world, options)
  const View = panelViews[visit.viewport]
  if (!View) throw new Error(`The panel has no view for ${visit.viewport}`)
  const place = document.body.appendChild(document.createElement('div'))
  const toasts: Toast[] = []
  const copied: string[] = []
  const copy = async (text: string) => void copied.push(text)
  const now = () => world.clock.now().epochMilliseconds
  const close = mount(View, place, { visit, now, toast: (toast) => toasts.push(toast), copy })
  onTestFinished(() => {
    close()
    place.remove()
  })
  return Object.assign(within(place), { toasts, copied, place })
}
