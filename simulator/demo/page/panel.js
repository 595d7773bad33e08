import { byId, element, setText } from '/parts.js'

const emptyWorlds = { test: 'test mode', sandbox: 'the sandbox' }
const pluralNames = {
  customer: 'customers',
  invoice: 'invoices',
  payment_intent: 'payments',
  subscription: 'subscriptions',
}
/** The panel's links to pages of the Dashboard that show one of its views. */
const linksTo = {
  customerDetails: 'stripe.dashboard.customer.detail',
  onboarding: 'onboarding',
  settings: 'settings',
}

/** The panel in its frame, as somebody with a role sees it. `choose` is told of the customer a link leads to. */
export function createPanel({ choose }) {
  const frame = byId('panel')
  const [view, object, role, environment] = ['view', 'object', 'role', 'environment'].map(byId)
  let seen
  let drawnObjects = ''
  let drawnTotal = 0

  for (const select of [view, role, environment]) select.addEventListener('change', show)
  object.addEventListener('change', show)
  object.addEventListener('blur', show)
  frame.addEventListener('load', () => {
    frame.contentWindow.addEventListener('hashchange', () => follow(frame.contentWindow.location.hash))
  })

  function draw(state, shopper) {
    if (seen && seen.shopper.id !== shopper.id) object.value = ''
    seen = { state, shopper }
    show()
    if (drawnTotal !== state.total) frame.contentWindow?.postMessage('look-again', location.origin)
    drawnTotal = state.total
  }

  function show() {
    if (!seen) return
    const kind = view.selectedOptions[0].dataset.object
    const all = environment.value === 'live' ? (seen.state.objects[kind] ?? []) : []
    drawObjects(kind, all)
    const shown = all.find(({ id }) => id === object.value) ?? newestOf(seen.shopper, all)
    const isEmpty = kind !== '' && !shown
    frame.hidden = isEmpty
    byId('panel-empty').hidden = !isEmpty
    setText(byId('panel-empty'), isEmpty ? emptyWords(kind) : '')
    if (!isEmpty) visit(kind && { id: shown.id, object: kind })
  }

  function visit(shown) {
    const wanted = JSON.stringify({
      viewport: view.value,
      roles: [role.value],
      environment: environment.value,
      ...(shown && { object: shown }),
    })
    if (frame.dataset.visit === wanted) return
    frame.dataset.visit = wanted
    // A frame that is led to another page by its address alone leaves a step behind for the button “back”.
    frame.contentWindow.location.replace(`/dashboard?visit=${encodeURIComponent(wanted)}`)
  }

  function emptyWords(kind) {
    const world = emptyWorlds[environment.value]
    return world
      ? `There are no ${pluralNames[kind]} in ${world}: this shop is in live mode only, and Stripe keeps the three apart.`
      : `${seen.shopper.firstName} has no ${pluralNames[kind]} yet.`
  }

  /** An open list would close if it were drawn anew. */
  function drawObjects(kind, all) {
    const { firstName } = seen.shopper
    const newest = newestOf(seen.shopper, all)
    const words = { '': 'None', customer: newest?.text }[kind] ?? `${firstName}’s latest`
    const options = [{ id: '', text: newest || !kind ? words : 'None' }, ...all]
    const drawn = JSON.stringify(options)
    object.disabled = !kind || all.length === 0
    if (drawn === drawnObjects || document.activeElement === object) return
    drawnObjects = drawn
    const chosen = object.value
    object.replaceChildren(...options.map(({ id, text }) => element('option', { value: id }, text)))
    object.value = all.some(({ id }) => id === chosen) ? chosen : ''
  }

  function follow(hash) {
    const [name, id] = hash.slice(1).split('/')
    if (!linksTo[name]) return
    view.value = linksTo[name]
    object.value = ''
    if (id) choose(id)
    else show()
  }

  return { draw }
}

function newestOf({ id }, all) {
  return all.find(({ shopper }) => shopper === id)
}
