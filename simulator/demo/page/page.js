const everyMs = 1000
const byId = (id) => document.getElementById(id)
let drawn = 0
let shownFigures = ''
let lastDay = ''

async function look() {
  const state = await fetch(`/state?after=${drawn}`)
    .then((answer) => answer.json())
    .catch(() => undefined)
  if (!state) return tell('The demo does not answer. It may have been stopped.')
  if (byId('problem').dataset.lost) tell('')
  drawTime(state.now)
  drawFigures(state.figures)
  drawEntries(state)
  drawPhone(state)
  byId('retry').disabled = !state.canRetry
  byId('refund').disabled = !state.canRefund
}

function drawTime(now) {
  const time = byId('now')
  time.dateTime = now
  time.textContent = new Date(now).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}

function drawFigures(figures) {
  const state = JSON.stringify(figures)
  if (state === shownFigures) return
  shownFigures = state
  const { counts, received, recovered } = figures
  byId('counts').replaceChildren(...Object.entries(counts).map(drawCount))
  byId('recovered').textContent = recovered.join(' + ') || 'nothing yet'
  byId('received').replaceChildren(...received.map(drawReceived))
}

function drawCount([name, count]) {
  return element('div', {}, [element('dt', {}, name), element('dd', {}, String(count))])
}

function drawReceived({ amount, why }) {
  return element('li', {}, [element('b', {}, amount), element('span', {}, why)])
}

function drawEntries({ entries, total }) {
  const log = byId('log')
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40
  log.append(...entries.flatMap((entry) => [...drawDay(entry), drawEntry(entry)]))
  drawn = total
  byId('nothing').hidden = total > 0
  if (entries.length > 0 && isAtEnd) log.scrollTop = log.scrollHeight
}

function drawDay({ at }) {
  const day = new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
  if (day === lastDay) return []
  lastDay = day
  return [element('li', { class: 'day' }, day)]
}

function drawEntry({ at, hop, text, name }) {
  const time = element('time', { datetime: at }, new Date(at).toLocaleTimeString('en-GB'))
  return element('li', { 'data-hop': hop }, [
    time,
    element('div', {}, [
      element('b', {}, hop),
      element('span', { class: 'who' }, name),
      element('p', {}, text),
    ]),
  ])
}

function drawPhone({ phone, invoice }) {
  const frame = byId('phone')
  if (frame.getAttribute('src') !== phone.url) frame.src = phone.url
  frame.title = phone.name ? `The phone of ${phone.name}` : 'The phones'
  byId('phone-link').href = phone.url
  if (invoice) byId('invoice-link').href = invoice
}

async function order(path, body) {
  const answer = await fetch(`/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  const told = await answer?.json().catch(() => undefined)
  tell(answer?.ok ? '' : (told?.error ?? 'The demo does not answer. It may have been stopped.'))
  await look()
}

function tell(problem) {
  const line = byId('problem')
  line.textContent = problem
  line.hidden = !problem
  line.dataset.lost = problem.startsWith('The demo does not answer') ? 'yes' : ''
}

function element(name, attributes, content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (typeof content === 'string') made.textContent = content
  else made.replaceChildren(...content)
  return made
}

byId('decline').addEventListener('submit', (event) => {
  event.preventDefault()
  order('decline', Object.fromEntries(new FormData(event.target)))
})
for (const button of document.querySelectorAll('[data-do]'))
  button.addEventListener('click', async () => {
    button.setAttribute('aria-busy', 'true')
    await order(button.dataset.do, button.dataset.span ? { span: button.dataset.span } : {})
    button.removeAttribute('aria-busy')
  })

look()
setInterval(look, everyMs)
