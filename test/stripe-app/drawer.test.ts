import { expect, test } from 'vitest'
import { raiseAlarm } from '../../server/store/alarms.ts'
import { inTransaction } from '../../server/store/database.ts'
import { linkOf, mayaPhone, mayaWasWrittenTo, open, shopWithMaya } from '../journeys/stage.ts'
import { addManyNudges } from '../store/many-nudges.ts'
import { addPaidEnrollments } from '../store/paid-enrollments.ts'
import { openView, userEvent } from './open-view.ts'

test('the drawer shows what came back, by what brought it', async () => {
  const { world, invoice, message } = await mayaWasWrittenTo()
  await open(linkOf(message))
  world.stripe.payInvoice(invoice)
  await world.settle()
  const view = openView(world)
  expect(await view.findByText('Loading')).toBeTruthy()
  expect(await view.findByText('Stripe live mode')).toBeTruthy()
  expect((await view.findAllByText('€29.00')).length).toBe(2)
  expect(view.getAllByText('Opened our link').length).toBeGreaterThan(0)
  expect(view.getByText('Nothing needs you right now.')).toBeTruthy()
})

test('the drawer says what is due next, and where its customer is', async () => {
  const { world } = await mayaWasWrittenTo()
  const view = openView(world)
  const links = await view.findAllByRole('link', { name: '€29.00' })
  expect(links[0]?.getAttribute('href')).toBe('#customerDetails/cus_maya')
  expect(view.getByText('Nothing yet')).toBeTruthy()
  expect(view.getByText(/^Message 2: planned for Nov 26/)).toBeTruthy()
  expect(view.getByText('Paynudge is sending')).toBeTruthy()
})

test('what the customer stopped is not shown as if it went out', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()
  const view = openView(world)
  expect(await view.findByText(/^Message 2: not to be sent, was planned for Nov 26/)).toBeTruthy()
  expect(view.getByText(/^The customer asked not to be written to/)).toBeTruthy()
})

test('what is stopped is named, with the next click, and nothing says that messages go out', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.run('stop', 'flow', 'failed-payment', '--note', 'New prices')
  const one = openView(world)
  expect(await one.findByText('The flow “Failed payment” is stopped')).toBeTruthy()
  expect(one.getByText(/\(New prices\).*Press “Resume Failed payment” in the settings/)).toBeTruthy()
  await world.run('stop', 'account')
  const all = openView(world)
  expect(await all.findByText('Paynudge is stopped')).toBeTruthy()
  expect(all.queryByText('Paynudge is sending')).toBeNull()
  expect(all.getAllByText(/^Message \d: not to be sent/)).toHaveLength(2)
  expect(all.getAllByText(/^All messages of this account are stopped/)).toHaveLength(1)
})

test('a server that does not answer is an error with a way to try again', async () => {
  const world = await shopWithMaya()
  await world.endServer()
  const view = openView(world)
  const alert = await view.findByRole('alert')
  expect(alert.textContent).toContain('did not answer')
  expect(view.getByRole('button', { name: 'Try again' })).toBeTruthy()
})

test('somebody who claims a role they have not is refused by Stripe itself', async () => {
  const world = await shopWithMaya()
  const view = openView(world, { roles: ['view_only'], toldRoles: ['admin'] })
  expect((await view.findByRole('alert')).textContent).toContain('Stripe did not confirm who you are')
})

test('what needs attention leads to where it is mended', async () => {
  const world = await shopWithMaya()
  await world.run('settings', 'set', '--mode', 'watch')
  const { db, clock } = world.house.tools
  const alarms = [
    { kind: 'token-refused', about: '100200300', detail: undefined },
    { kind: 'billing-failed', about: '', detail: undefined },
  ] as const
  for (const alarm of alarms)
    await inTransaction(db, (tx) => raiseAlarm(tx, world.merchant, alarm, clock.now()))
  const view = openView(world)
  const settings = await view.findByRole('link', { name: 'Open settings' })
  expect(settings.getAttribute('href')).toBe(
    'https://dashboard.stripe.com/acct_harbor/settings/apps/com.paynudge.recovery',
  )
  expect(view.getByRole('link', { name: 'Open setup' }).getAttribute('href')).toBe('#onboarding')
  expect(view.getByRole('link', { name: 'Open WhatsApp Manager' }).getAttribute('target')).toBe('_blank')
  expect(view.queryByText(/`/)).toBeNull()
})

test('later messages come at a press, each once', async () => {
  const world = await shopWithMaya()
  const from = world.clock.now().epochMilliseconds + 3_600_000
  await addManyNudges(world.house.tools.db, world.merchant, { count: 25, customer: 'cus_maya', from })
  const view = openView(world)
  expect(await view.findByText('10 of 25 messages waiting')).toBeTruthy()
  await userEvent.click(view.getByRole('button', { name: 'Show later ones' }))
  await view.findByText('20 of 25 messages waiting')
  await userEvent.click(view.getByRole('button', { name: 'Show later ones' }))
  await view.findByText('25 messages waiting')
  expect(view.queryByRole('button', { name: 'Show later ones' })).toBeNull()
  expect(new Set(view.getAllByRole('link', { name: /^€/ }).map(({ textContent }) => textContent)).size).toBe(
    25,
  )
})

test('what the messages bring is shown with its interval, and money of each currency on its own scale', async () => {
  const world = await shopWithMaya()
  const { db, clock } = world.house.tools
  const sides = { treated: { shoppers: 50, paid: 30 }, 'held-out': { shoppers: 20, paid: 4 } }
  await addPaidEnrollments(db, world.merchant, { sides, currencies: ['jpy', 'kwd'], now: clock.now() })
  const view = openView(world)
  expect(await view.findByText('+40 percentage points')).toBeTruthy()
  expect(view.getByText(/between \+\d.* and \+\d.* in 95 of 100 cases/)).toBeTruthy()
  expect(view.getByText('Kept silent: 4 of 20 customers paid')).toBeTruthy()
  expect(view.getAllByText(/^¥[\d,]+$/).length).toBeGreaterThan(0)
  expect(view.getAllByText(/^KWD\s[\d,]+\.\d{3}$/).length).toBeGreaterThan(0)
  const charts = view.getAllByRole('img').map((chart) => chart.getAttribute('aria-label'))
  expect(charts).toContain('Written to: 60, Kept silent: 20')
  expect(charts.some((label) => /^[A-Z][a-z]{2} \d+: /.test(label ?? ''))).toBe(true)
})

test('an effect that is not sure is not shown as a number to be proud of', async () => {
  const world = await shopWithMaya()
  const { db, clock } = world.house.tools
  const sides = { treated: { shoppers: 6, paid: 4 }, 'held-out': { shoppers: 3, paid: 1 } }
  await addPaidEnrollments(db, world.merchant, { sides, currencies: ['eur'], now: clock.now() })
  const view = openView(world)
  expect(await view.findByText('Too few customers so far to tell')).toBeTruthy()
  expect(view.queryByText(/percentage points/)).toBeNull()
  expect(view.getByText(/^\+33.3 points so far; the true effect lies between −/)).toBeTruthy()
})

test('while nobody is kept silent, the drawer says so and where to change it', async () => {
  const world = await shopWithMaya()
  const view = openView(world)
  const link = await view.findByRole('link', { name: 'Choose a share in the settings' })
  expect(link.getAttribute('href')).toContain('/settings/apps/com.paynudge.recovery')
})
