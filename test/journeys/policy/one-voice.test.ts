import { describe, expect, test } from 'vitest'
import { addRegular } from '../../../simulator/shop.ts'
import { explained, maya, mayaPhone } from '../stage.ts'
import { openAllDay, usualShop } from './stage.ts'

const textsTo = (world: Awaited<ReturnType<typeof openAllDay>>, phone = mayaPhone) =>
  world.messagesTo(phone).map(({ template }) => template?.replace('paynudge_', ''))

const offers = 'Offers by WhatsApp, please'

describe('the same money', () => {
  test('that two events tell of is written about by one flow, the more urgent one', async () => {
    const world = await openAllDay(['failed-payment', 'payment-action-required'])
    const invoice = world.stripe.renewalNeedsAuthentication('cus_maya')

    await world.advance({ hours: 1 })

    expect(textsTo(world)).toEqual(['payment_action_required'])
    expect(await explained(world, invoice)).toContain(
      'message 1 (payment_action_required): not sent. Another of your flows already writes to the customer about the same money. [sameMoney: payment-action-required]',
    )
  })

  test('is written about by the other flow once the first has said all it had to say', async () => {
    const world = await openAllDay(['failed-payment', 'payment-action-required'])
    world.stripe.renewalNeedsAuthentication('cus_maya')

    await world.advance({ days: 8 })

    expect(textsTo(world)).toEqual([
      'payment_action_required',
      'payment_action_required_reminder',
      'payment_failed_reminder',
      'payment_failed_last',
    ])
  })

  test('is one matter for one shopper: another one with the same sum is written to as well', async () => {
    const world = await openAllDay(['failed-payment', 'payment-action-required'])
    addRegular(world, { ...maya, id: 'cus_jo', phone: '+34600000009' })
    world.stripe.renewalNeedsAuthentication('cus_maya')
    world.stripe.declineRenewal('cus_jo')

    await world.advance({ hours: 1 })

    expect(textsTo(world, '+34600000009')).toEqual(['payment_failed'])
  })
})

describe('where Stripe e-mails the customer about it', () => {
  test('a merchant who chose not to say it twice sends nothing', async () => {
    const world = await openAllDay()
    await world.run('flow', 'set', 'failed-payment', '--stripe-emails', 'yes', '--beside-emails', 'no')
    const invoice = world.stripe.declineRenewal('cus_maya')

    await world.advance({ hours: 1 })

    expect(textsTo(world)).toEqual([])
    expect(await explained(world, invoice)).toContain(
      'not sent. Stripe e-mails the customer about this, and you chose not to write beside its e-mails. Both are settings of the flow. [besideEmails]',
    )
  })

  test.each([
    ['nothing else', ['--stripe-emails', 'yes']],
    ['not to write beside e-mails that Stripe does not send', ['--beside-emails', 'no']],
  ])('a merchant who chose %s sends the message', async (_, choice) => {
    const world = await openAllDay()
    await world.run('flow', 'set', 'failed-payment', ...choice)
    world.stripe.declineRenewal('cus_maya')

    await world.advance({ hours: 1 })

    expect(textsTo(world)).toEqual(['payment_failed'])
  })
})

test('a shopper whom two messages did not reach is left alone, and we can say until when', async () => {
  const world = await openAllDay()
  world.whatsapp.person(mayaPhone, { onWhatsApp: false })
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 11 })

  expect(world.whatsapp.messages).toHaveLength(2)
  expect(textsTo(world)).toEqual([])
  const story = await explained(world, invoice)
  expect(story).toContain('message 2 (payment_failed_reminder): not delivered')
  expect(story).toContain(
    'message 3 (payment_failed_last): not sent, as a wait would outlast its use. WhatsApp could not deliver to this customer of late, so they are left alone for a while. Check their phone number in Stripe. [reachable]',
  )
})

test('a shopper whose number was corrected after two misses is written to there', async () => {
  const world = await openAllDay()
  world.whatsapp.person(mayaPhone, { onWhatsApp: false })
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ days: 5 })

  world.stripe.updateCustomer('cus_maya', { phone: '+34600000002' })
  await world.advance({ days: 3 })

  expect(textsTo(world, '+34600000002')).toEqual(['payment_failed_last'])
})

test('a shopper whom one message did not reach is tried once more', async () => {
  const world = await openAllDay()
  world.whatsapp.fail({ code: 131_026 })
  world.stripe.declineRenewal('cus_maya')

  await world.advance({ days: 8 })

  expect(textsTo(world)).toEqual(['payment_failed_reminder', 'payment_failed_last'])
})

describe('an offer', () => {
  /** Somebody leaves a checkout, and agreed to offers in this way. */
  async function leaves(phone: string, country: string, how: readonly string[] = []) {
    const world = await openAllDay(['abandoned-checkout'], { phone, country })
    await world.run('consent', 'grant', phone, '--purpose', 'marketing', '--wording', offers, ...how)
    const session = world.stripe.startCheckout({ customer: 'cus_maya', amount: 3_800, recovery: 'enabled' })
    // At nine in New York.
    await world.advance({ hours: 5 })
    return { world, session }
  }

  test('to a number of the US is not tried, because Meta does not deliver it', async () => {
    const { world, session } = await leaves('+12125550123', 'US')

    expect(textsTo(world, '+12125550123')).toEqual([])
    expect(await explained(world, session)).toContain(
      'not sent. Meta delivers no marketing messages to US phone numbers. Reach this customer another way. [countryRules: US]',
    )
  })

  test('to a number of the US is not tried either where its owner lives elsewhere', async () => {
    const { world } = await leaves('+12125550123', 'ES')

    expect(textsTo(world, '+12125550123')).toEqual([])
  })

  test('to Germany waits for a second yes, and we can say so', async () => {
    const { world, session } = await leaves('+4915123456789', 'DE')

    expect(textsTo(world, '+4915123456789')).toEqual([])
    expect(await explained(world, session)).toContain(
      "not sent. In the customer's country a permission for offers has to be confirmed by the customer a second time. Record it once they did. [countryRules: DE]",
    )
  })

  test('to Germany goes out once the confirmation can be shown', async () => {
    const { world } = await leaves('+4915123456789', 'DE', ['--proof', 'https://forms.example.com/17'])

    expect(textsTo(world, '+4915123456789')).toEqual(['abandoned_checkout'])
  })
})

test.each([
  ['Cuba', '+5351234567'],
  ['Iran', '+989121234567'],
  ['North Korea', '+8501921234567'],
  ['Syria', '+963944567890'],
])('nobody in %s is written to, because WhatsApp does not deliver there', async (_, phone) => {
  const world = await usualShop()
  await world.run('settings', 'set', '--hours', '00:00-24:00')
  addRegular(world, { ...maya, phone })
  const invoice = world.stripe.declineRenewal('cus_maya')

  await world.advance({ hours: 1 })

  expect(world.whatsapp.messages).toEqual([])
  expect(await explained(world, invoice)).toContain(
    "not sent. WhatsApp does not deliver to the country of the customer's phone number. [countryRules: ",
  )
})
