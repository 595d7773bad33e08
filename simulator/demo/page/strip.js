import { byId, setText } from '/parts.js'

/** What may be made to happen, and to whom. `order` asks for it; `changed` is told that another shopper was chosen. */
export function createStrip({ order, changed }) {
  const shoppers = byId('shopper')
  const said = byId('said')
  shoppers.addEventListener('change', () => {
    say('')
    changed()
  })
  for (const button of document.querySelectorAll('[data-thing]'))
    button.addEventListener('click', () =>
      press(button, '/happen', {
        thing: button.dataset.thing,
        shopper: shoppers.value,
        ...(button.dataset.thing === 'decline' && { choice: byId('code').value }),
      }),
    )
  for (const button of document.querySelectorAll('[data-span]'))
    button.addEventListener('click', () => press(button, '/pass', { span: button.dataset.span }))

  async function press(button, path, body) {
    if (button.getAttribute('aria-busy')) return
    button.setAttribute('aria-busy', 'true')
    say(button.dataset.span ? `${button.textContent} …` : '')
    const problem = await order(path, body)
    button.removeAttribute('aria-busy')
    say(
      problem || `Done: ${(button.querySelector('b') ?? button).textContent}.`,
      problem ? 'problem' : 'done',
    )
  }

  function say(text, kind = '') {
    setText(said, text)
    said.dataset.kind = kind
  }

  function draw({ things }) {
    for (const button of document.querySelectorAll('[data-thing]')) {
      const { label, hint, isPossible } = things[button.dataset.thing]
      setText(button.querySelector('b'), label)
      setText(button.querySelector('small'), hint)
      button.setAttribute('aria-disabled', String(!isPossible))
    }
  }

  return {
    draw,
    say,
    shopper: () => shoppers.value,
    choose: (id) => {
      shoppers.value = id
      changed()
    },
    /** The demo answers again. */
    found: () => {
      if (said.dataset.kind === 'lost') say('')
    },
  }
}
