import type { Visit } from '../visit.ts'
import type { Toast } from './dashboard.ts'
import { mount } from './mount.tsx'
import { panelViews } from './panel-views.ts'
import { createShown } from './shown.ts'

/** What the page was served with: who visits, and what the SDK says of its components. */
const visit = dataIn<Visit>('visit')
Object.assign(globalThis, { paynudgeKnownComponents: dataIn('known') })

const View = panelViews[visit.viewport]
const main = document.getElementById('main')
if (!View || !main) throw new Error(`The panel has no view for ${visit.viewport}`)
const shown = createShown(main, (place) => mount(View, place, { visit, now, toast: showToast, copy }))

addEventListener('message', ({ origin, data }) => {
  if (origin === location.origin && data === 'look-again') shown.lookAgain()
})

function dataIn<T>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? '') as T
}

/** The world's clock is its server's, and may leap. */
async function now(): Promise<number> {
  return Number(await (await fetch('/now')).text())
}

function showToast({ message, type }: Toast) {
  const toast = document.createElement('p')
  toast.className = `toast toast-${type}`
  toast.textContent = message
  document.getElementById('toasts')?.append(toast)
}

function copy(text: string): Promise<void> {
  return navigator.clipboard.writeText(text)
}
