/** Small pieces of the page. Text goes in as text, never as HTML. */

/** An element with these attributes and a text or other elements in it. */
export function element(name, attributes = {}, content = []) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (typeof content === 'string') made.textContent = content
  else made.replaceChildren(...content)
  return made
}

/** Makes these the children, in this order, and leaves alone what is in its place already. */
export function arrange(parent, wanted) {
  for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove()
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null)
  })
}

/** Sets a text that is another one. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text
}

/** What stands where there is nothing to show. */
export function empty(title, text) {
  return element('p', { class: 'empty' }, [element('b', {}, title), element('span', {}, text)])
}

/** A button that does something in this chat. */
export function button(style, label, onTap) {
  const made = element('button', { type: 'button', class: style }, label)
  made.addEventListener('click', onTap)
  return made
}

/** A button that leads somewhere; only the web and the telephone are places. */
export function link(label, url = '') {
  const isPlace = /^(https?:|tel:)/.test(url)
  return element(
    'a',
    { class: 'action', target: '_blank', rel: 'noopener', ...(isPlace && { href: url }) },
    url.startsWith('http') ? [label, element('span', { 'aria-hidden': 'true' }, ' ↗')] : label,
  )
}

/** A document or picture that came with a message; a tap opens it. */
export function file({ kind, id, link: url, filename }) {
  const href = id ? `/phone/media/${id}` : url
  const shown = filename ?? kind
  if (kind === 'image') return element('img', { class: 'file', src: href, alt: shown })
  return element('a', { class: 'file', href, target: '_blank', rel: 'noopener' }, [
    element('b', {}, shown.split('.').at(-1)?.toUpperCase() ?? 'FILE'),
    element('span', {}, shown),
  ])
}

/** A round with the first letters of a name, in a colour of its own. */
export function face(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const letters = words.slice(0, 2).map((word) => [...word][0].toUpperCase())
  const hue = [...name].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 360, 7)
  return element(
    'span',
    { class: 'face', style: `--hue:${hue}`, 'aria-hidden': 'true' },
    letters.join('') || '☎',
  )
}

/** One tick for sent, two for delivered, two in colour for read. */
export function ticks(status) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 17 10')
  svg.setAttribute('class', `ticks ${status}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('lang', 'en')
  svg.setAttribute('aria-label', status)
  for (const path of status === 'sent' ? ['M2 5.5 5 8.5 11 1.5'] : ['M2 5.5 5 8.5 11 1.5', 'M8.5 8 15 1.5']) {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    line.setAttribute('d', path)
    svg.append(line)
  }
  return svg
}

/** Hours and minutes on the clock of whoever looks at the page. */
export function timeOf(at) {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
