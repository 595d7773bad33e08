import { byId, element } from '/parts.js'

/** Nearer to the end than this, in pixels, a new line is followed. */
const endPx = 40

/** The decision log: what happened, why, and to whom. */
export function createLog() {
  const list = byId('log')
  const mine = byId('log-mine')
  let drawn = 0
  let lastDay = ''
  let shopper
  let follows = true

  list.addEventListener('scroll', () => {
    follows = list.scrollHeight - list.scrollTop - list.clientHeight < endPx
  })
  new ResizeObserver(toEnd).observe(list)
  mine.addEventListener('change', sift)

  function add({ lines, total }) {
    list.append(...lines.flatMap((line) => [...drawDay(line), drawLine(line)]))
    drawn = total
    byId('log-empty').hidden = total > 0
    list.hidden = total === 0
    if (lines.length === 0) return
    sift()
  }

  function toEnd() {
    if (follows) list.scrollTop = list.scrollHeight
  }

  /** Of everybody, or of the shopper alone; time goes by for all. */
  function sift() {
    for (const line of list.children)
      line.hidden = mine.checked && Boolean(line.dataset.shopper) && line.dataset.shopper !== shopper
    toEnd()
  }

  function draw({ id }) {
    if (id === shopper) return
    shopper = id
    sift()
  }

  function drawDay({ at }) {
    const day = new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
    if (day === lastDay) return []
    lastDay = day
    return [element('li', { class: 'day' }, day)]
  }

  return { add, draw, drawn: () => drawn }
}

function drawLine({ at, hop, text, flow, shopper, name }) {
  const time = new Date(at).toLocaleTimeString('en-GB')
  return element('li', { 'data-hop': hop, ...(shopper && { 'data-shopper': shopper }) }, [
    element('time', { datetime: at }, time),
    element('span', { class: 'who' }, name ?? ''),
    element('b', {}, hop),
    element('p', {}, [...(flow ? [element('i', {}, flow)] : []), text]),
  ])
}
