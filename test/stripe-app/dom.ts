import { Window } from 'happy-dom'

// Only what a page is made of: requests stay Node's own, since the server and its neighbours run in the same process.
const window = new Window({ url: 'https://dashboard.stripe.com/' })
const { document, HTMLElement, HTMLIFrameElement, Element, Node, MutationObserver } = window
const named = { document, HTMLElement, HTMLIFrameElement, Element, Node, MutationObserver }
Object.assign(globalThis, { window, ...named, getComputedStyle: window.getComputedStyle.bind(window) })
