import { arrange, button, element, face, setText, timeOf } from '/phone/assets/parts.js'
import { createTalk } from '/phone/assets/talk.js'

/**
 * The chat of one person. `draw` changes only what is different, so that focus, scroll position and what a screen
 * reader has said already stay as they are.
 */
export function createChat(root, { tell, choose }) {
  const clock = element('span', {})
  const owner = element('span', {})
  const strip = element('div', { class: 'strip' }, [clock, owner])
  const problemLine = element('p', { class: 'problem', role: 'alert', hidden: '' })
  const talk = createTalk(tell)
  const answer = drawAnswer(tell)
  let top = []
  let drawnTop = ''
  let drawnTalk = ''

  function draw(chat, problem) {
    setText(clock, timeOf(chat.now))
    setText(owner, chat.name)
    setText(problemLine, problem)
    problemLine.hidden = !problem
    const { businesses, business, messages, phone, now } = chat
    const topState = JSON.stringify([businesses, business])
    if (topState !== drawnTop) top = drawTop(chat, choose)
    drawnTop = topState
    arrange(root, [strip, ...top, talk.section, problemLine, answer])
    const talkState = JSON.stringify([business, messages, phone, chat.isTyping, new Date(now).toDateString()])
    if (talkState !== drawnTalk) talk.draw(chat)
    drawnTalk = talkState
  }

  return { draw }
}

/** In a page that shows one person's phone, no way leads to the others'. */
const isAlone = window === window.top

function drawTop({ businesses, business, phone }, choose) {
  const current = businesses.find((one) => one.id === business)
  const head = element('header', { class: 'head' }, [
    ...(isAlone ? [element('a', { class: 'back', href: '/phone', 'aria-label': 'All phones' }, '‹')] : []),
    face(current?.name ?? '?'),
    element('div', { class: 'names' }, [
      element('h1', {}, current?.name ?? 'No chat yet'),
      element('p', {}, current ? `Business · ${current.phone}` : phone),
    ]),
  ])
  return businesses.length > 1 ? [head, drawTabs(businesses, business, choose)] : [head]
}

function drawTabs(businesses, business, choose) {
  const tabs = businesses.map((one) => {
    const tab = button('', one.name, () => choose(one.id))
    tab.setAttribute('aria-pressed', String(one.id === business))
    return tab
  })
  return element('nav', { class: 'tabs' }, tabs)
}

function drawAnswer(tell) {
  const input = element('input', {
    name: 'text',
    placeholder: 'Write an answer',
    autocomplete: 'off',
    'aria-label': 'Write an answer',
  })
  const form = element('form', { class: 'answer' }, [
    input,
    element('button', { type: 'submit', 'aria-label': 'Send' }, '➤'),
  ])
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (!text) return
    input.value = ''
    tell('reply', { text })
  })
  return form
}
