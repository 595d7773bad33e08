import { describe, expect, test } from 'vitest'
import { reasons } from '../../../server/domain/reasons.ts'
import { addRegular } from '../../../simulator/shop.ts'
import { mayaWrites } from '../../journeys/replies/stage.ts'
import {
  emptyWorld,
  linkOf,
  maya,
  mayaPhone,
  mayaWasWrittenTo,
  open,
  shopWithMaya,
  stripeDown,
} from '../../journeys/stage.ts'
import { ask, viewer } from './ask.ts'

/** The moments of a story, without their times. */
const kinds = (story: { readonly entries: readonly { readonly kind: string }[] } | undefined) =>
  story?.entries.map(({ kind }) => kind)

describe('the timeline', () => {
  test('tells of an invoice what was sent, and what comes next', async () => {
    const { world, invoice } = await mayaWasWrittenTo()
    const { said } = await ask(world, '/panel/timeline', { id: invoice })
    const [story] = said.stories
    expect(story).toMatchObject({ flowName: 'Failed payment', isOpen: true, due: { text: '€29.00' } })
    expect(kinds(story)).toEqual(['started', 'sent', 'accepted', 'delivered', 'read', 'planned', 'planned'])
    expect(story?.entries.find(({ kind }) => kind === 'sent')?.reason).toMatch(/handed to WhatsApp/)
  })

  test('tells of the payment, by whichever of its ids, with what brought it', async () => {
    const { world, invoice, message } = await mayaWasWrittenTo()
    await open(linkOf(message))
    world.stripe.payInvoice(invoice)
    await world.settle()
    const [intent = ''] = world.stripe.paymentIntentsOf(invoice)
    const charge = world.stripe.find('payment_intent', intent).latest_charge as string
    for (const id of [invoice, intent, charge, 'cus_maya']) {
      const [story] = (await ask(world, '/panel/timeline', { id })).said.stories
      const paid = story?.entries.find(({ kind }) => kind === 'paid')
      expect([id, paid]).toMatchObject([id, { attribution: 'clicked', money: { text: '€29.00' } }])
      expect(kinds(story)).toContain('opened')
      expect(story?.isOpen).toBe(false)
    }
  })

  test('is empty for something nothing was done about', async () => {
    const world = await shopWithMaya()
    const { status, said } = await ask(world, '/panel/timeline', { id: 'in_nothing' })
    expect([status, said]).toEqual([200, { stories: [], before: null, passedOver: [] }])
  })

  test('comes in parts, each story once, the newest first', async () => {
    const world = await shopWithMaya()
    for (let month = 0; month < 25; month += 1) world.stripe.declineRenewal('cus_maya')
    await world.settle()
    const first = await ask(world, '/panel/timeline', { id: 'cus_maya' })
    const before = first.said.before ?? undefined
    const second = await ask(world, '/panel/timeline', { id: 'cus_maya', before })
    expect([first.said.stories.length, second.said.stories.length]).toEqual([20, 5])
    expect(second.said.before).toBeNull()
    const ids = [...first.said.stories, ...second.said.stories].map(({ enrollment }) => enrollment)
    expect(new Set(ids).size).toBe(25)
    expect(ids).toEqual(ids.toSorted().toReversed())
  })
})

describe('the overview', () => {
  test('puts a message that would come outside the sending hours where they begin, and says why', async () => {
    const { world } = await mayaWasWrittenTo()
    await world.run('settings', 'set', '--hours', '16:00-19:00')
    const [next] = (await ask(world, '/panel/overview', {})).said.next.messages
    expect(next).toMatchObject({
      step: 2,
      fate: 'planned',
      reason: expect.stringMatching(/outside the sending hours/),
    })
    // She may live on the Canaries, where it is an hour earlier.
    const at = Temporal.Instant.fromEpochMilliseconds(next?.at ?? 0).toZonedDateTimeISO('Atlantic/Canary')
    expect(at.toPlainTime().toString()).toBe('16:00:00')
  })

  test('tells what came back by what brought it, and what is due next', async () => {
    const { world, invoice, message } = await mayaWasWrittenTo()
    const planned = (await ask(world, '/panel/overview', {})).said.next
    expect(planned).toMatchObject({ total: 2, after: null })
    expect(planned.messages.map(({ step, subject }) => [step, subject])).toEqual([
      [2, invoice],
      [3, invoice],
    ])
    await open(linkOf(message))
    world.stripe.payInvoice(invoice)
    await world.settle()
    const { said } = await ask(world, '/panel/overview', {})
    expect(said).toMatchObject({
      business: 'Harbor Coffee',
      environment: 'live',
      recovered: [{ amount: 2900, currency: 'eur', text: '€29.00' }],
      received: [{ attribution: 'clicked', payments: 1 }],
      messages: 1,
      attention: [],
      next: { messages: [], total: 0, after: null },
    })
  })

  test('names what keeps messages from going out', async () => {
    const world = await shopWithMaya()
    await ask(world, '/panel/flows/switch', { flow: 'failed-payment', isOn: false })
    await ask(world, '/panel/settings/choose', { mode: 'watch' })
    await ask(world, '/panel/sending/stop', {})
    const { said } = await ask(world, '/panel/overview', {})
    expect(said.attention.map(({ kind }) => kind)).toEqual(['no-flow-on', 'watch-only', 'stopped'])
  })
})

describe('a choice in the panel', () => {
  test('holds, and the audit says which user made it', async () => {
    const world = await shopWithMaya()
    const change = { mode: 'watch', perDay: 2, sendingHours: { fromMinute: 600, toMinute: 1080 } } as const
    const { said } = await ask(world, '/panel/settings/choose', change)
    expect(said.holds).toMatchObject({ mode: 'watch', caps: { perDay: 2, perWeek: 3 } })
    const { db } = world.house.tools
    const rows = await db.selectFrom('audit').select('command').where('actor', '=', 'panel:usr_ana').execute()
    expect(rows).toEqual([{ command: 'choose-account-settings' }])
  })

  test('that breaks a rule is refused in words, and asked once more refused alike', async () => {
    const world = await shopWithMaya()
    const { status, said } = await ask(world, '/panel/settings/choose', { perDay: 9 })
    expect(status).toBe(422)
    expect(said).toMatchObject({ code: 'refused', error: expect.stringContaining('from 1 to 3') })
  })

  test('of a flow shows its texts as a phone would, in the language of the account', async () => {
    const world = await shopWithMaya()
    const change = { delayMinutes: [0, 1440] }
    const { said } = await ask(world, '/panel/flows/choose', { flow: 'failed-payment', change })
    const flow = said.flows.find(({ key }) => key === 'failed-payment')
    expect(flow?.holds.delayMinutes).toEqual([0, 1440])
    const [first = ''] = flow?.steps[0]?.texts ?? []
    const body = said.texts.find(({ key }) => key === first)?.preview?.body
    expect(said.language).toBe('es')
    expect(body).toContain('Harbor Coffee')
    expect(body).not.toContain('{{')
  })
})

describe('the consent of a customer', () => {
  test('that was withdrawn in the panel stops what was planned', async () => {
    const { world } = await mayaWasWrittenTo()
    const recorded = await ask(world, '/panel/consent/record', { customer: 'cus_maya', state: 'withdrawn' })
    expect(recorded.said.now).toEqual({ service: 'withdrawn', marketing: 'withdrawn' })
    expect(recorded.said.ledger[0]).toMatchObject({ source: 'operator', state: 'withdrawn' })
    expect(recorded.said.phone).not.toContain('600000')
    await world.advance({ days: 8 })
    expect(world.messagesTo('+34600000001')).toHaveLength(1)
  })

  test('that was given in the panel lets messages go out', async () => {
    const world = await shopWithMaya({ optIn: 'false' })
    const before = await ask(world, '/panel/consent', { customer: 'cus_maya' })
    expect(before.said.now.service).toBe('unknown')
    const wording = 'Send me payment reminders by WhatsApp'
    const given = { customer: 'cus_maya', state: 'granted', wording, proof: 'form 12' } as const
    const { said } = await ask(world, '/panel/consent/record', given)
    expect(said.now.service).toBe('granted')
    expect(said.ledger[0]).toMatchObject({ wording, proof: 'form 12' })
  })

  test('of somebody without a phone number cannot be written down', async () => {
    const world = await shopWithMaya({ phone: '12' })
    const { status, said } = await ask(world, '/panel/consent/record', {
      customer: 'cus_maya',
      state: 'granted',
      wording: 'yes',
    })
    expect([status, said.error]).toEqual([422, expect.stringContaining('no phone number')])
  })

  test('of somebody who is no customer is refused', async () => {
    const world = await shopWithMaya()
    const { status, said } = await ask(world, '/panel/consent', { customer: 'cus_nobody' })
    expect([status, said.error]).toEqual([422, expect.stringContaining('cus_nobody')])
  })
})

describe('the thread with a customer', () => {
  test('shows what was said, and what may be said now', async () => {
    const { world } = await mayaWrites('saldo')
    const { said } = await ask(world, '/panel/thread', { customer: 'cus_maya' })
    expect(said).toMatchObject({ heldBy: 'bot', mayWrite: 'words', because: null, unread: 1, before: null })
    expect(said.messages.map(({ from, status }) => [from, status])).toEqual([
      ['flow', 'read'],
      ['customer', null],
      ['bot', 'read'],
    ])
  })

  test('is found by the number Stripe knows, for a customer of whom nothing else was heard', async () => {
    const { world } = await mayaWrites('saldo')
    addRegular(world, { ...maya, id: 'cus_twin', phone: '+34 600 000 001' })
    const { said } = await ask(world, '/panel/thread', { customer: 'cus_twin' })
    expect(said.messages).toHaveLength(3)
    addRegular(world, { ...maya, id: 'cus_other', phone: '+34 600 000 007' })
    expect((await ask(world, '/panel/thread', { customer: 'cus_other' })).said).toMatchObject({
      isKnown: false,
      messages: [],
    })
  })

  test('that somebody answers in leaves no words in the book of writes', async () => {
    const { world } = await mayaWrites('a secret of Maya')
    const answered = await ask(world, '/panel/thread/answer', {
      customer: 'cus_maya',
      text: 'And one of Ana',
    })
    expect([answered.status, answered.said]).toEqual([200, { done: true }])
    const rows = await world.house.tools.db.selectFrom('panel_write').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/secret|Ana/)
  })

  test('takes no text that does not fit, and no words once the customer is silent for a day', async () => {
    const { world } = await mayaWrites('saldo')
    await world.advance({ hours: 25 })
    for (const wanted of [{ template: 'win_back' }, { text: 'Hello' }, {}]) {
      const { status } = await ask(world, '/panel/thread/answer', { customer: 'cus_maya', ...wanted })
      expect([wanted, status]).toEqual([wanted, 422])
    }
  })

  test('says why nothing may be written', async () => {
    const { world } = await mayaWrites('saldo')
    await ask(world, '/panel/sending/stop', {})
    const { said } = await ask(world, '/panel/thread', { customer: 'cus_maya' })
    expect([said.mayWrite, said.because]).toEqual(['nothing', expect.stringContaining('are stopped')])
  })
})

test('an account that opens the panel for the first time is set up from what Stripe says', async () => {
  const world = await shopWithMaya()
  world.stripe.addAccount({
    id: 'acct_new',
    name: 'New Shop',
    country: 'DE',
    currency: 'eur',
    livemode: true,
    secretKey: 'sk_live_new',
    connectedTo: world.merchant.accountId,
  })
  const { status, said } = await ask(world, '/panel/overview', {}, { claims: { account_id: 'acct_new' } })
  expect([status, said.business]).toEqual([200, 'New Shop'])
})

test('somebody in the Dashboard is told what to do there, and nothing to type', async () => {
  const world = await emptyWorld()
  await world.run('account', 'set')
  const { status, said } = await ask(world, '/panel/texts/push', {})
  expect([status, said.error]).toEqual([422, 'No WhatsApp number is linked yet. Link one first'])
  await expect(world.run('template', 'push')).rejects.toThrow(
    'No WhatsApp number is linked yet. Link one first: `npm run paynudge -- number link`',
  )
})

test.each(Object.entries(reasons))(
  'the reason %s, told in the Dashboard, names nothing to type',
  (_, words) => {
    expect(words).not.toMatch(/npm run|--/)
  },
)

test('an account the server cannot read is told so, in words for the Dashboard', async () => {
  const world = await shopWithMaya()
  const { status, said } = await ask(world, '/panel/overview', {}, { claims: { livemode: false } })
  expect([status, said.error]).toEqual([422, expect.stringContaining('in test mode')])
  expect(said.error).not.toContain('--')
})

test('somebody who may only look sees the overview and changes nothing', async () => {
  const world = await shopWithMaya()
  const claims = { stripe_roles: [viewer] }
  expect((await ask(world, '/panel/overview', {}, { claims })).status).toBe(200)
  const { status, said } = await ask(world, '/panel/settings/choose', { mode: 'watch' }, { claims })
  expect([status, said.code]).toEqual([403, 'not-allowed'])
})

test('Stripe being away is an error the browser may read', async () => {
  const world = await shopWithMaya({ ...maya })
  world.stripe.fail({ path: /^\/v1\/customers/, ...stripeDown }, 1)
  const { status, said } = await ask(world, '/panel/consent', { customer: 'cus_maya' })
  expect([status, said.error]).toEqual([503, 'Stripe did not answer. Try again in a minute'])
})

test('what a write was answered is forgotten after a day, though nobody writes again', async () => {
  const world = await shopWithMaya()
  const said = { state: 'granted', wording: 'I agree', proof: 'paper 17' } as const
  await ask(world, '/panel/consent/record', { customer: 'cus_maya', ...said })
  const kept = () => world.house.tools.db.selectFrom('panel_write').select('answer').execute()
  expect(JSON.stringify(await kept())).toContain('paper 17')

  await world.advance({ hours: 31 })
  expect(await kept()).toEqual([])
})

test('a test of a text goes neither to somebody who said STOP nor while messages are stopped', async () => {
  const world = await shopWithMaya()
  await ask(world, '/panel/allowed-phones/add', { phone: mayaPhone })
  const tried = async () => {
    const { status, said } = await ask(world, '/panel/texts/test', {
      phone: mayaPhone,
      text: 'payment_failed',
    })
    return [status, said.error]
  }
  await ask(world, '/panel/sending/stop', {})
  expect(await tried()).toEqual([422, reasons['stopped-account']])
  await ask(world, '/panel/sending/resume', {})
  expect(await tried()).toEqual([200, undefined])

  await world.whatsapp.reply(mayaPhone, 'STOP')
  await world.advance({ minutes: 1 })
  expect(await tried()).toEqual([422, expect.stringContaining('asked not to be written to')])
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})
