import { arrange, button, element, empty, file, link, setText, ticks, timeOf } from '/phone/assets/parts.js'

/** Nearer to the end than this, in pixels, a new message is followed. */
const endPx = 40

/** The messages of one chat after another; a message keeps its element while it is shown. */
export function createTalk(tell) {
  const section = element('section', { class: 'talk', role: 'log', 'aria-label': 'Messages', tabindex: '0' })
  let business
  let days = new Map()
  let shown = new Map()
  const typing = element('p', { class: 'typing', 'aria-label': 'typing' }, [
    element('span'),
    element('span'),
    element('span'),
  ])

  function draw(chat) {
    const isOther = chat.business !== business
    const isAtEnd = section.scrollHeight - section.scrollTop - section.clientHeight < endPx
    if (isOther) {
      days = new Map()
      shown = new Map()
    }
    business = chat.business
    const shownNow = chat.messages.length > 0 ? elementsOf(chat) : [nothing(chat.phone)]
    arrange(section, chat.isTyping ? [...shownNow, typing] : shownNow)
    if (isOther || isAtEnd) section.scrollTop = section.scrollHeight
  }

  function elementsOf({ messages, now }) {
    const today = dayOf(now)
    let day
    return messages.flatMap((message) => {
      const before = day
      day = dayOf(message.at)
      const bubble = bubbleOf(message, messages)
      return day === before ? [bubble] : [headingOf(day, today), bubble]
    })
  }

  function headingOf(day, today) {
    const heading = days.get(day) ?? element('div', { class: 'day' })
    days.set(day, heading)
    setText(heading, day === today ? 'Today' : day)
    return heading
  }

  function bubbleOf(message, all) {
    const known = shown.get(message.id) ?? drawMessage(message, all, tell)
    shown.set(message.id, known)
    known.bringUpToDate(message, all)
    return known.article
  }

  return { section, draw }
}

function nothing(phone) {
  return empty('Nothing here yet', `When a business writes to ${phone}, the message appears here.`)
}

/** A message as an element, and how to bring that up to date: only its ticks and its buttons ever change. */
function drawMessage(message, all, tell) {
  const stamp = element('div', { class: 'stamp' }, [element('time', {}, timeOf(message.at))])
  const buttons = message.buttons.map((one) => drawButton(message, one, tell))
  const isMine = message.direction === 'inbound'
  const article = element(
    'article',
    { class: isMine ? 'message mine' : 'message', ...langOf(message, all) },
    [
      element('div', { class: 'bubble' }, [
        ...(message.media ? [file(message.media)] : []),
        ...(message.header ? [element('strong', {}, message.header)] : []),
        element('span', {}, message.body),
        ...(message.footer ? [element('small', {}, message.footer)] : []),
        stamp,
      ]),
      ...buttons,
    ],
  )
  let status = ''

  function bringUpToDate(current, messages) {
    if (current.status !== status) stamp.replaceChildren(stamp.firstChild, ticks(current.status))
    status = current.status
    const answers = messages.filter((one) => one.answers === message.id).map((one) => one.body)
    // A button that was disabled outright would lose the focus of whoever just pressed it.
    for (const one of buttons)
      if (answers.includes(one.dataset.answer)) one.setAttribute('aria-disabled', 'true')
  }

  return { article, bringUpToDate }
}

/** A tap answers in the words, and so in the language, of the message. */
function langOf({ language, answers }, all) {
  const code = language ?? all.find((one) => one.id === answers)?.language
  return code ? { lang: code.replaceAll('_', '-') } : {}
}

function drawButton({ id }, { label, url, payload }, tell) {
  if (payload === undefined) return link(label, url)
  const tapped = button('action', label, () => {
    if (tapped.getAttribute('aria-disabled') !== 'true') tell('tap', { message: id, label })
  })
  tapped.dataset.answer = label
  return tapped
}

function dayOf(at) {
  return new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
}
