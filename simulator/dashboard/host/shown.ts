/** A view must have its answers after this many milliseconds, or is shown as far as it is. */
const patienceMs = 4_000

/** A view on a page that is shown anew without a gap: the old one stays until the new one has its answers. */
export type Shown = { readonly lookAgain: () => void }

type Mount = (place: HTMLElement) => () => void

/** What stands on the page, and how to take it away. */
type Standing = { readonly place: HTMLElement; readonly close: () => void }

/** Shows a view. One in which somebody is typing or deciding something is left alone until they have done. */
export function createShown(main: HTMLElement, mount: Mount): Shown {
  let standing = stand(main, mount)
  let coming: Standing | undefined
  let isWanted = false
  standing.place.id = 'view'

  async function lookAgain(): Promise<void> {
    isWanted = true
    if (coming || isBusy(standing.place)) return
    isWanted = false
    coming = stand(main, mount)
    coming.place.hidden = true
    await answered(coming.place)
    if (isBusy(standing.place)) {
      coming.close()
      isWanted = true
    } else {
      replace(standing, coming)
      standing = coming
    }
    coming = undefined
    if (isWanted && !isBusy(standing.place)) void lookAgain()
  }

  for (const event of ['focusout', 'click'])
    main.addEventListener(event, () => {
      if (isWanted) setTimeout(() => isWanted && void lookAgain())
    })
  return { lookAgain: () => void lookAgain() }
}

function stand(main: HTMLElement, mount: Mount): Standing {
  const place = document.createElement('div')
  main.append(place)
  place.addEventListener('focusin', ({ target }) => {
    if (isField(target)) target.dataset.was ??= contentOf(target)
  })
  const unmount = mount(place)
  return {
    place,
    close: () => {
      unmount()
      place.remove()
    },
  }
}

/** A dialog is open, a field has the focus, or one holds what it did not hold when it was shown. */
function isBusy(place: HTMLElement): boolean {
  const fields = Array.from(place.querySelectorAll('*')).filter(isField)
  const isBeingFilled = (field: Field) =>
    field === document.activeElement || (field.dataset.was ?? contentOf(field)) !== contentOf(field)
  return place.querySelector('dialog') !== null || fields.some(isBeingFilled)
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isField(element: unknown): element is Field {
  return element instanceof HTMLElement && element.matches('input, select, textarea')
}

function contentOf(field: Field): string {
  return field instanceof HTMLInputElement && field.type === 'checkbox' ? String(field.checked) : field.value
}

/** Resolves when nothing in a place is being waited for any more. */
function answered(place: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const isEmpty = place.childElementCount === 0
      if (isEmpty || place.querySelector('.spinner')) return
      end()
    }
    const watching = new MutationObserver(look)
    const impatient = setTimeout(end, patienceMs)
    function end() {
      watching.disconnect()
      clearTimeout(impatient)
      resolve()
    }
    watching.observe(place, { childList: true, subtree: true })
    look()
  })
}

/** The new one stands where the old one stood: scrolled, opened and focused alike. */
function replace(old: Standing, fresh: Standing) {
  const { scrollX, scrollY } = window
  const opened = new Set(Array.from(old.place.querySelectorAll('details[open] > summary'), textOf))
  const focused = old.place.contains(document.activeElement) ? document.activeElement : null
  for (const summary of fresh.place.querySelectorAll('details > summary'))
    if (opened.has(textOf(summary))) summary.parentElement?.setAttribute('open', '')
  old.close()
  fresh.place.id = 'view'
  fresh.place.hidden = false
  window.scrollTo(scrollX, scrollY)
  if (focused) twinOf(focused, fresh.place)?.focus()
}

function twinOf(element: Element, place: HTMLElement): HTMLElement | undefined {
  const alike = place.querySelectorAll<HTMLElement>(element.tagName)
  return Array.from(alike).find((one) => textOf(one) === textOf(element))
}

function textOf(element: Element): string {
  return element.textContent ?? ''
}
