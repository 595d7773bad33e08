import { createLog } from '/log.js'
import { createPanel } from '/panel.js'
import { byId, setText } from '/parts.js'
import { createStrip } from '/strip.js'

const everyMs = 400
const panel = createPanel({ choose: (id) => strip.choose(id) })
const strip = createStrip({ order, changed: draw })
const log = createLog()
let state
let looking = Promise.resolve()

/** One look after the other, so that no line of the log is drawn twice. */
function look() {
  looking = looking.then(lookOnce)
  return looking
}

async function lookOnce() {
  const seen = await fetch(`/state?after=${log.drawn()}`)
    .then((answer) => answer.json())
    .catch(() => undefined)
  if (!seen) return strip.say('The demo does not answer. It may have been stopped.', 'lost')
  strip.found()
  state = seen
  log.add(state)
  draw()
}

function draw() {
  if (!state) return
  const shopper = state.shoppers.find(({ id }) => id === strip.shopper()) ?? state.shoppers[0]
  drawTime(state)
  strip.draw(shopper)
  panel.draw(state, shopper)
  drawPhone(shopper)
  log.draw(shopper)
  for (const place of document.querySelectorAll('[data-first-name]')) setText(place, shopper.firstName)
}

function drawTime({ now, isLeaping }) {
  const time = byId('now')
  time.dateTime = now
  const words = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  setText(time, new Date(now).toLocaleString('en-GB', words))
  setText(byId('pace'), isLeaping ? 'Time flies' : 'Simulated time')
  document.body.classList.toggle('leaping', isLeaping)
}

function drawPhone({ phone, firstName }) {
  const frame = byId('phone')
  const url = phone ? `${document.body.dataset.phones}${phone.slice(1)}` : ''
  frame.hidden = !url
  byId('phone-link').hidden = !url
  byId('phone-empty').hidden = Boolean(url)
  setText(
    byId('phone-empty'),
    `${firstName} has no phone number in Stripe, so nobody can write to them. The log says so.`,
  )
  if (!url || frame.getAttribute('src') === url) return
  frame.src = url
  frame.title = `${firstName}’s phone`
  byId('phone-link').href = url
}

/** Asks for something; returns what stands in its way, or nothing. */
async function order(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  const told = await answer?.json().catch(() => undefined)
  await look()
  if (answer?.ok) return ''
  return told?.error ?? 'The demo does not answer. It may have been stopped.'
}

async function goOn() {
  await look()
  setTimeout(goOn, everyMs)
}

goOn()
