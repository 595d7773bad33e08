import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { byRequest, seconds } from '../act.ts'
import { doorOf, usePortal } from '../actions/portal.ts'
import { setUpCard } from '../actions/setups.ts'
import type { Portal } from '../objects/portal.ts'
import type { Space, State } from '../state.ts'
import { cards } from './cards.ts'
import { cardPage, donePage, loginPage } from './portal-views.ts'
import { type Markup, messagePage, tryAnother } from './views.ts'

const path = '/p/session/:account/:token'

/** The customer portal: a session's link, its login when the link has died, and the page for another card. */
export function createPortalPages(state: State): Hono {
  const app = new Hono()
  app.get(path, (c) => {
    const found = seekPortal(state, c)
    if (!found) return c.html(dead(), 404)
    step(state, found)
    return c.html(show(found))
  })
  app.post(path, async (c) => {
    const found = seekPortal(state, c)
    if (!found) return c.html(dead(), 404)
    const { login, card } = await c.req.parseBody()
    if (found.door === 'login' && login === undefined) return c.html(show(found))
    step(state, { ...found, door: 'open' })
    if (login !== undefined || found.portal.isDone) return c.redirect(c.req.path, 303)
    const wrong = putIn(state, found, String(card))
    return wrong ? c.html(cardPage(found.space, found.portal, wrong)) : c.redirect(after(c, found), 303)
  })
  return app
}

type Found = {
  readonly space: Space
  readonly portal: Portal
  readonly token: string
  readonly door: 'open' | 'login'
}

function seekPortal(state: State, c: Context): Found | undefined {
  const token = c.req.param('token') ?? ''
  const account = c.req.param('account')
  const space = state.spaces.find((one) => one.account.id === account && one.portals.has(token))
  const portal = space?.portals.get(token)
  if (!space || !portal) return undefined
  const door = doorOf(portal, seconds(state.clock.now()))
  return door === 'closed' ? undefined : { space, portal, token, door }
}

/** A dead link is not brought to life by looking at its login. */
function step(state: State, { space, token, door }: Found): void {
  if (door === 'open') usePortal(space, token, { lastUsed: seconds(state.clock.now()) })
}

function show({ space, portal, door }: Found): Markup {
  if (door === 'login') return loginPage(space, portal)
  return portal.isDone ? donePage(space, portal) : cardPage(space, portal)
}

/** Puts a card on file, and gives back what went wrong if something did. */
function putIn(state: State, { space, portal, token }: Found, chosen: string): string | undefined {
  const card = cards[chosen]
  if (!card) return 'Please choose a card.'
  const setup = setUpCard(byRequest(state, space), portal.session.customer, card)
  if (setup.status !== 'succeeded')
    return tryAnother(setup.last_setup_error?.message ?? 'Your card was declined.')
  usePortal(space, token, { isDone: true })
  return undefined
}

function after(c: Context, { portal }: Found): string {
  return portal.session.flow?.after_completion.redirect?.return_url ?? c.req.path
}

function dead(): Markup {
  return messagePage(
    'This link has expired',
    html`<p>For your safety, links to this page live for a few minutes only. Please ask for a new one.</p>`,
  )
}
