import type { Visit } from '../visit.ts'
import type { Toast } from './dashboard.ts'
import { mount } from './mount.tsx'
import { panelViews } from './panel-views.ts'

declare global {
  /** What the page was served with: who visits, and what time it is there (epoch milliseconds). */
  var paynudgeVisit: Visit & { readonly now: number }
}

const { now, ...visit } = globalThis.paynudgeVisit
const opened = Date.now()
const View = panelViews[visit.viewport]
const place = document.getElementById('view')
if (!View || !place) throw new Error(`The panel has no view for ${visit.viewport}`)
mount(View, place, { visit, now: () => now + Date.now() - opened, toast: showToast })

function showToast({ message, type }: Toast) {
  const toast = document.createElement('p')
  toast.className = `toast toast-${type}`
  toast.textContent = message
  document.getElementById('toasts')?.append(toast)
}
