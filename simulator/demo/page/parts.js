/** The element of this page with that id. */
export function byId(id) {
  return document.getElementById(id)
}

/** A new element. */
export function element(name, attributes, content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (typeof content === 'string') made.textContent = content
  else made.replaceChildren(...content)
  return made
}

/** Sets a text only where it is another one, so that nothing is said twice to those who listen. */
export function setText(place, text) {
  if (place.textContent !== text) place.textContent = text
}
