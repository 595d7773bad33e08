import { expect, test } from 'vitest'
import type { World } from '../../simulator/world.ts'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya } from '../journeys/stage.ts'
import { openView, userEvent } from './open-view.ts'

/** Maya has one message about this invoice; two more are planned, and she may be written to three times a day. */
async function invoicePage(roles = ['admin']) {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.run('settings', 'set', '--per-day', '3', '--per-week', '5')
  return { world, invoice, ...visit(world, invoice, roles) }
}

function visit(world: World, id: string, roles: readonly string[], userId = 'usr_ana') {
  const object = { id, object: 'invoice' }
  return { view: openView(world, { viewport: 'stripe.dashboard.invoice.detail', object, roles, userId }) }
}

test('an invoice’s page says what comes next, and when', async () => {
  const { view } = await invoicePage()
  expect(await view.findByText(/^Next: message 2, planned for Nov 26, 2026/)).toBeTruthy()
  expect(view.getByText(/^Just before it goes out, Paynudge looks again/)).toBeTruthy()
  expect(view.getByText('Message 3: planned')).toBeTruthy()
})

test('the next message goes out at a press, and the page tells it by itself', async () => {
  const { world, view } = await invoicePage()
  await userEvent.click(await view.findByRole('button', { name: 'Nudge now' }))
  await view.findByText('Message 2: asked for at once by you')
  expect(view.getByText('Message 2 was asked for just now')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Nudge now' })).toBeNull()
  expect(view.getByText('Whether it may go out now is decided within seconds.')).toBeTruthy()
  await world.settle()
  await view.findByText('Message 2: sent')
  expect(view.toasts.map(({ message }) => message)).toEqual(['Asked for: it is decided now'])
  expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  expect(view.getByText(/^Next: message 3/)).toBeTruthy()
})

test('a message that may not go out now is told with its reason, and keeps its time', async () => {
  const { world, view } = await invoicePage()
  await view.findByRole('button', { name: 'Nudge now' })
  await world.run('consent', 'withdraw', mayaPhone)
  await userEvent.click(view.getByRole('button', { name: 'Nudge now' }))
  await view.findByText('Message 2: asked for at once by you')
  expect(
    view.getByText(/^As things stand message 2 will not be sent; it was planned for Nov 26/),
  ).toBeTruthy()
  await world.settle()
  await expect.poll(() => view.queryAllByText(/asked not to be written to/).length).toBeGreaterThan(0)
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('after a stop the page says that nothing will be sent and why, and no message can be asked for', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.settle()
  const { view } = visit(world, invoice, ['admin'])
  await view.findByText(/^As things stand message 2 will not be sent; it was planned for Nov 26/)
  expect(view.getByText(/^The customer asked not to be written to/)).toBeTruthy()
  expect(view.getByText('Message 3: will not be sent as things stand')).toBeTruthy()
  expect(view.queryByRole('button', { name: 'Nudge now' })).toBeNull()

  await world.advance({ minutes: 1 })
  await world.whatsapp.reply(mayaPhone, 'START')
  await world.settle()
  const again = visit(world, invoice, ['admin']).view
  await again.findByText(/^Next: message 2/)
  expect(again.queryByText(/asked not to be written to/)).toBeNull()
  expect(again.getByRole('button', { name: 'Nudge now' })).toBeTruthy()
})

const heldBack: readonly (readonly [
  what: string,
  bring: (world: World, invoice: string) => Promise<unknown>,
  said: RegExp,
  because: RegExp,
])[] = [
  [
    'a person holds the thread',
    (world) => world.run('thread', 'take', mayaPhone),
    /^Message 2 is held back; it was planned for Nov 26/,
    /^A person of yours holds the thread/,
  ],
  [
    'the account is stopped',
    (world) => world.run('stop', 'account'),
    /^As things stand message 2 will not be sent/,
    /^All messages of this account are stopped/,
  ],
  [
    'the flow is stopped',
    (world) => world.run('stop', 'flow', 'failed-payment'),
    /^As things stand message 2 will not be sent/,
    /^The messages of this flow are stopped/,
  ],
  [
    'the flow is off',
    (world) => world.run('flow', 'off', 'failed-payment'),
    /^As things stand message 2 will not be sent/,
    /^This flow is switched off/,
  ],
  [
    'the account only watches',
    (world) => world.run('settings', 'set', '--mode', 'watch'),
    /^Message 2 will be recorded on Nov 26.*, and not sent$/,
    /Paynudge only watches here/,
  ],
]

test.each(heldBack)(
  'while %s the page says what becomes of the next message, and no message can be asked for',
  async (_, bring, said, because) => {
    const { world, invoice } = await mayaWasWrittenTo()
    await bring(world, invoice)
    const { view } = visit(world, invoice, ['admin'])
    await view.findByText(said)
    expect(view.getByText(because)).toBeTruthy()
    expect(view.queryByRole('button', { name: 'Nudge now' })).toBeNull()
    expect(view.queryByText(/^Next: message/)).toBeNull()
  },
)

test('what waits long for the same thing is told once', async () => {
  const { world, invoice } = await mayaWasWrittenTo()
  await world.run('thread', 'take', mayaPhone)
  await world.advance({ days: 3, hours: 2 })
  const { view } = visit(world, invoice, ['admin'])
  expect(await view.findAllByText('Message 2: put off')).toHaveLength(1)
})

test('whoever looks is told what others did as a colleague’s or the server’s, and never an id', async () => {
  const { world, invoice, view } = await invoicePage()
  await userEvent.click(await view.findByRole('button', { name: 'Pause' }))
  await view.findByText(/^Paused by you, Nov 23, 2026/)
  const colleague = visit(world, invoice, ['admin'], 'usr_bob').view
  await colleague.findByText(/^Paused by a colleague, Nov 23, 2026/)
  await world.run('nudge', 'go-on', invoice)
  expect(
    await visit(world, invoice, ['admin']).view.findByText('Let go on by an operator of the server'),
  ).toBeTruthy()
})

test('a matter is paused and let go on, and the page says who did it', async () => {
  const { world, view } = await invoicePage()
  await userEvent.click(await view.findByRole('button', { name: 'Pause' }))
  await view.findByText(/^Paused by you, Nov 23, 2026/)
  expect(view.queryByRole('button', { name: 'Nudge now' })).toBeNull()
  await world.advance({ days: 3, hours: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  await userEvent.click(view.getByRole('button', { name: 'Let messages go on' }))
  await view.findByText('Let go on by you')
  await world.settle()
  await view.findByText('Message 2: sent')
})

test('support may do it too, and somebody who may only look sees no button', async () => {
  const { world, invoice, view } = await invoicePage(['support_specialist'])
  await view.findByRole('button', { name: 'Nudge now' })
  const looker = visit(world, invoice, ['view_only']).view
  await looker.findByText(/^Next: message 2/)
  expect(looker.queryAllByRole('button')).toEqual([])
})

test('what was settled meanwhile is not nudged, and the page says why', async () => {
  const { world, invoice, view } = await invoicePage()
  await view.findByRole('button', { name: 'Nudge now' })
  world.stripe.payInvoice(invoice)
  await world.settle()
  await userEvent.click(view.getByRole('button', { name: 'Nudge now' }))
  expect((await view.findByRole('alert')).textContent).toContain('The invoice is paid.')
})

test('an invoice no flow began for says why', async () => {
  const world = await shopWithMaya()
  await world.run('flow', 'off', 'failed-payment')
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  const { view } = visit(world, invoice, ['admin'])
  expect(await view.findByText('Paynudge heard of this from Stripe, and no flow began')).toBeTruthy()
  expect(view.getAllByText(/The flow was switched off when the event came in/)).toHaveLength(1)
  expect(view.getByRole('link', { name: 'Choose flows in the settings' }).getAttribute('href')).toContain(
    '/settings/apps/com.paynudge.recovery',
  )
})
