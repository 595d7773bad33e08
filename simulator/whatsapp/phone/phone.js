import { createChat } from '/phone/assets/chat.js'
import { element, empty, face, timeOf } from '/phone/assets/parts.js'

const everyMs = 500
const phone = document.body.dataset.phone
const root = document.getElementById('phone')
const chat = phone ? createChat(root, { tell, choose }) : undefined
let business
let drawn = ''
let problem = ''

async function look() {
  const path = phone
    ? `/_sandbox/chat?phone=${encodeURIComponent(phone)}${business ? `&business=${business}` : ''}`
    : '/_sandbox/chats'
  const seen = await fetch(path)
    .then((answer) => answer.json())
    .catch(() => undefined)
  if (!seen) return
  if (chat) chat.draw(seen, problem)
  else drawList(seen)
}

function choose(id) {
  business = id
  look()
}

async function tell(command, given) {
  const answer = await fetch(`/_sandbox/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, ...(command === 'reply' && business && { business }), ...given }),
  }).catch(() => undefined)
  const told = await answer?.json().catch(() => undefined)
  problem = answer?.ok ? '' : (told?.error ?? 'The simulator does not answer.')
  look()
}

function drawList(lines) {
  const state = JSON.stringify(lines)
  if (state === drawn) return
  drawn = state
  const focused = document.activeElement?.getAttribute('href')
  const list = element('nav', { class: 'list' }, lines.map(drawLine))
  const nobody = element('div', { class: 'list', style: 'display:flex' }, [
    empty('No phone has rung yet', 'People appear here as soon as a business writes to them.'),
  ])
  root.replaceChildren(
    element('header', { class: 'head' }, [
      element('div', { class: 'names' }, [
        element('h1', {}, 'Phones'),
        element('p', {}, 'Everybody with a chat'),
      ]),
    ]),
    lines.length > 0 ? list : nobody,
  )
  if (focused) list.querySelector(`[href="${focused}"]`)?.focus()
}

function drawLine({ phone: number, name, lastLine, at, unread }) {
  return element('a', { class: 'line', href: `/phone/${number.slice(1)}` }, [
    face(name),
    element('div', {}, [
      element('b', {}, name),
      element('p', {}, name === number ? lastLine : `${number} · ${lastLine}`),
    ]),
    element('aside', {}, [
      element('span', {}, timeOf(at)),
      ...(unread ? [element('mark', { 'aria-label': `${unread} unread` }, String(unread))] : []),
    ]),
  ])
}

look()
setInterval(look, everyMs)
