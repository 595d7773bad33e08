import { button, element, face, link, ticks, timeOf } from '/phone/assets/parts.js'

const everyMs = 1000
const phone = document.body.dataset.phone
const root = document.getElementById('phone')
let business
let drawn = ''
let draft = ''
let problem = ''

async function look() {
  const path = phone
    ? `/_sandbox/chat?phone=${encodeURIComponent(phone)}${business ? `&business=${business}` : ''}`
    : '/_sandbox/chats'
  const seen = await fetch(path)
    .then((answer) => answer.json())
    .catch(() => undefined)
  if (!seen) return
  const state = JSON.stringify([{ ...seen, now: seen.now?.slice(0, 16) }, problem])
  if (state === drawn) return
  drawn = state
  if (phone) drawChat(seen)
  else drawList(seen)
}

function drawList(lines) {
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

function drawChat(chat) {
  const hadFocus = document.activeElement?.name === 'text'
  const current = chat.businesses.find((one) => one.id === chat.business)
  const talk = element('section', { class: 'talk', 'aria-live': 'polite' }, drawTalk(chat))
  root.replaceChildren(
    element('div', { class: 'strip' }, [
      element('span', {}, timeOf(chat.now)),
      element('span', {}, chat.name),
    ]),
    drawHead(current),
    ...(chat.businesses.length > 1 ? [drawTabs(chat)] : []),
    talk,
    ...(problem ? [element('p', { class: 'problem', role: 'alert' }, problem)] : []),
    drawAnswer(),
  )
  talk.scrollTop = talk.scrollHeight
  if (hadFocus) root.querySelector('[name=text]').focus()
}

function drawHead(current) {
  return element('header', { class: 'head' }, [
    element('a', { class: 'back', href: '/phone', 'aria-label': 'All phones' }, '‹'),
    face(current?.name ?? '?'),
    element('div', { class: 'names' }, [
      element('h1', {}, current?.name ?? 'No chat yet'),
      element('p', {}, current ? `Business · ${current.phone}` : phone),
    ]),
  ])
}

function drawTabs(chat) {
  return element(
    'nav',
    { class: 'tabs' },
    chat.businesses.map((one) => {
      const tab = button('', one.name, () => {
        business = one.id
        look()
      })
      tab.setAttribute('aria-pressed', String(one.id === chat.business))
      return tab
    }),
  )
}

function drawTalk(chat) {
  if (chat.messages.length === 0)
    return [empty('Nothing here yet', `When a business writes to ${chat.phone}, the message appears here.`)]
  const today = dayOf(chat.now)
  let day
  return chat.messages.flatMap((message) => {
    const before = day
    day = dayOf(message.at)
    const heading = day === today ? 'Today' : day
    return [
      ...(day === before ? [] : [element('div', { class: 'day' }, heading)]),
      drawMessage(message, chat.messages),
    ]
  })
}

function drawMessage(message, all) {
  const isMine = message.direction === 'inbound'
  const answers = all.filter((one) => one.answers === message.id).map((one) => one.body)
  return element('article', { class: isMine ? 'message mine' : 'message' }, [
    element('div', { class: 'bubble' }, [
      ...(message.header ? [element('strong', {}, message.header)] : []),
      element('span', {}, message.body),
      ...(message.footer ? [element('small', {}, message.footer)] : []),
      element('div', { class: 'stamp' }, [element('time', {}, timeOf(message.at)), ticks(message.status)]),
    ]),
    ...message.buttons.map((one) => drawButton(message, one, answers)),
  ])
}

function drawButton(message, { label, url, payload }, answers) {
  if (payload === undefined) return link(label, url)
  const tapped = button('action', label, () => tell('tap', { message: message.id, label }))
  tapped.disabled = answers.includes(label)
  return tapped
}

function drawAnswer() {
  const input = element('input', {
    name: 'text',
    placeholder: 'Write an answer',
    autocomplete: 'off',
    'aria-label': 'Write an answer',
  })
  input.value = draft
  input.addEventListener('input', () => {
    draft = input.value
  })
  const form = element('form', { class: 'answer' }, [
    input,
    element('button', { type: 'submit', 'aria-label': 'Send' }, '➤'),
  ])
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = draft.trim()
    if (!text) return
    draft = ''
    input.value = ''
    tell('reply', { text, ...(business && { business }) })
  })
  return form
}

async function tell(command, given) {
  const answer = await fetch(`/_sandbox/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, ...given }),
  }).catch(() => undefined)
  const told = await answer?.json().catch(() => undefined)
  problem = answer?.ok ? '' : (told?.error ?? 'The simulator does not answer.')
  look()
}

function empty(title, text) {
  return element('p', { class: 'empty' }, [element('b', {}, title), element('span', {}, text)])
}

function dayOf(at) {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}

look()
setInterval(look, everyMs)
