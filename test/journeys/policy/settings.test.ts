import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { addRegular } from '../../../simulator/shop.ts'
import { businessNumber, type World } from '../../../simulator/world.ts'
import { explained, maya, mayaFails, mayaPhone, onlyMessage } from '../stage.ts'
import { openAllDay, read } from './stage.ts'

const textsTo = (world: World) =>
  world.messagesTo(mayaPhone).map(({ template }) => template?.replace('paynudge_', ''))

const shop = () => openAllDay()

/** Maya's renewal fails, and her first message comes at once. */
async function mayaWasWrittenTo() {
  const world = await shop()
  const invoice = await mayaFails(world)
  expect(textsTo(world)).toEqual(['payment_failed'])
  return { world, invoice }
}

test('every choice is written down with who made it, what held before and what holds after', async () => {
  const world = await shop()
  await world.run('settings', 'set', '--mode', 'watch', '--hours', '10:00-18:30')
  await world.run('flow', 'set', 'failed-payment', '--delays', '2h,3d')
  await world.run('flow', 'off', 'failed-payment')
  await world.run('stop', 'account', '--note', 'a wrong text')

  const [stopped, off, delays, mode] = await world.run('audit', 'list')

  expect(stopped).toMatch(/^2026-11-23T09:05:00Z {2}\S.* {2}stop sending: note a wrong text$/)
  expect(off).toMatch(/ {2}switch flow of failed-payment: is on yes -> no$/)
  expect(delays).toMatch(/ {2}choose flow settings of failed-payment: delays usual -> 2h,3d$/)
  expect(mode).toMatch(/ {2}choose account settings: mode live -> watch, hours 00:00-24:00 -> 10:00-18:30$/)
})

describe('what was begun keeps', () => {
  test('its delays, and what begins later has the new ones', async () => {
    const { world } = await mayaWasWrittenTo()
    await world.run('flow', 'set', 'failed-payment', '--delays', '1h,2d')
    addRegular(world, { ...maya, id: 'cus_jo', phone: '+34600000009' })
    world.stripe.declineRenewal('cus_jo')

    await world.advance({ days: 8 })

    const times = (phone: string) => read(world, 'UTC', phone).map((line) => line.split(' ')[1])
    expect(times(mayaPhone)).toEqual(['2026-11-23T09:05', '2026-11-26T09:05', '2026-11-30T09:05'])
    expect(times('+34600000009')).toEqual(['2026-11-23T12:05', '2026-11-25T11:05'])
  })

  test('the time its money is watched for', async () => {
    const { world, invoice } = await mayaWasWrittenTo()
    await world.run('flow', 'set', 'failed-payment', '--delays', '0,3d', '--window', '4d')
    addRegular(world, { ...maya, id: 'cus_jo', phone: '+34600000009' })
    const shorter = world.stripe.declineRenewal('cus_jo')

    await world.advance({ days: 10 })

    expect(await explained(world, shorter)).toContain(
      'the flow ended: Its time to watch for the money is over.',
    )
    expect(await explained(world, invoice)).not.toContain('the flow ended')
  })
})

describe('what holds from the next message on', () => {
  test('is a text of the merchant’s choice, for a message planned before as well', async () => {
    const { world } = await mayaWasWrittenTo()

    await world.run('flow', 'set', 'failed-payment', '--template', '2=payment_failed_last')
    await world.advance({ days: 4 })

    expect(textsTo(world)).toEqual(['payment_failed', 'payment_failed_last'])
  })

  test('is the flow’s own text again once the choice is taken back', async () => {
    const { world } = await mayaWasWrittenTo()
    await world.run('flow', 'set', 'failed-payment', '--template', '2=payment_failed_last')

    await world.run('flow', 'set', 'failed-payment', '--template', '2=usual')
    await world.advance({ days: 4 })

    expect(textsTo(world)).toEqual(['payment_failed', 'payment_failed_reminder'])
  })

  test('are the sending hours', async () => {
    const { world } = await mayaWasWrittenTo()

    await world.run('settings', 'set', '--hours', '15:00-18:00')
    await world.advance({ days: 4 })

    // Three in the afternoon on the Canaries, where Maya may live as well.
    expect(read(world, 'Atlantic/Canary')[1]).toBe('payment_failed_reminder 2026-11-26T15:00')
  })
})

describe('a text that Meta approved in some languages only', () => {
  async function withoutSpanish() {
    const world = await shop()
    const spanish = world.whatsapp
      .templates()
      .find(({ name, language }) => name === 'paynudge_payment_failed' && language === 'es')
    await world.whatsapp.review(spanish?.id ?? '', 'REJECTED')
    await world.settle()
    return world
  }

  test('is not sent to who reads another one, and we can say why', async () => {
    const world = await withoutSpanish()
    const invoice = await mayaFails(world)

    expect(textsTo(world)).toEqual([])
    expect(await explained(world, invoice)).toContain('Meta has not approved the text of this message.')
  })

  test('is sent in the language the merchant falls back to', async () => {
    const world = await withoutSpanish()
    await world.run('flow', 'set', 'failed-payment', '--fallback-language', 'en_US')
    await mayaFails(world)

    expect(onlyMessage(world).language).toBe('en_US')
    expect(onlyMessage(world).body).toContain('Hi Maya')
  })

  test('is sent in the shopper’s own language again as soon as Meta approves it', async () => {
    const world = await withoutSpanish()
    await world.run('flow', 'set', 'failed-payment', '--fallback-language', 'en_US')
    await mayaFails(world)
    await world.advance({ days: 4 })

    expect(world.messagesTo(mayaPhone).map(({ language }) => language)).toEqual(['en_US', 'es'])
  })
})

describe('a second number', () => {
  const second = { wabaId: businessNumber.wabaId, phoneNumberId: '400500602', token: 'EAAG-second-token' }
  const [firstPhone, secondPhone] = ['+34910000000', '+34910000002']

  async function withSecondNumber(wabaId = second.wabaId) {
    const world = await openAllDay(['failed-payment', 'payment-action-required'])
    world.whatsapp.addNumber({
      app: 'default',
      displayPhone: '+34 910 000 002',
      verifiedName: 'Harbor Coffee Accounts',
      ...second,
      wabaId,
    })
    const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = path.join(folder, 'token')
    await writeFile(file, second.token)
    const { phoneNumberId } = second
    await world.run(
      'number',
      'link',
      '--default',
      '--phone-number-id',
      phoneNumberId,
      '--waba-id',
      wabaId,
      '--token-file',
      file,
    )
    return world
  }

  const senders = (world: World) => world.messagesTo(mayaPhone).map(({ from }) => from)

  test('sends for all flows, save for one that the merchant gave another sender', async () => {
    const world = await withSecondNumber()
    await world.run('settings', 'set', '--per-day', '2')
    await world.run('flow', 'set', 'failed-payment', '--sender', businessNumber.phoneNumberId)

    world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
    await world.advance({ hours: 1 })
    world.stripe.renewalNeedsAuthentication('cus_maya')
    await world.advance({ hours: 1 })

    expect(senders(world)).toEqual([firstPhone, secondPhone])
  })

  test('takes over in the middle of a flow when the merchant says so', async () => {
    const world = await withSecondNumber()
    await world.run('flow', 'set', 'failed-payment', '--sender', businessNumber.phoneNumberId)
    await mayaFails(world)

    await world.run('flow', 'set', 'failed-payment', '--sender', second.phoneNumberId)
    await world.advance({ days: 4 })

    expect(senders(world)).toEqual([firstPhone, secondPhone])
  })

  test('of another WhatsApp account sends once the texts are approved there as well', async () => {
    const world = await withSecondNumber('100200399')
    await world.run('flow', 'set', 'failed-payment', '--sender', businessNumber.phoneNumberId)
    await mayaFails(world)
    expect(senders(world)).toEqual([firstPhone])

    await world.run('flow', 'set', 'failed-payment', '--sender', second.phoneNumberId)
    await world.run('template', 'push')
    await world.advance({ days: 4 })

    expect(senders(world)).toEqual([firstPhone, secondPhone])
  })

  test('does not keep the texts of a flow from being handed in where that flow has its sender', async () => {
    const world = await withSecondNumber('100200399')
    await world.run('flow', 'set', 'failed-one-off', '--sender', businessNumber.phoneNumberId)
    await world.run('flow', 'on', 'failed-one-off')

    await world.run('template', 'push')

    const oneOff = world.whatsapp.templates().filter(({ name }) => name === 'paynudge_one_off_failed')
    expect(new Set(oneOff.map(({ wabaId }) => wabaId))).toEqual(new Set([businessNumber.wabaId]))
    const failed = world.whatsapp.templates().filter(({ name }) => name === 'paynudge_payment_failed')
    expect(new Set(failed.map(({ wabaId }) => wabaId))).toEqual(new Set([businessNumber.wabaId, '100200399']))
    await world.advance({ minutes: 5 })
    expect((await world.run('template', 'list')).every((line) => line.endsWith('APPROVED'))).toBe(true)
  })

  test('that nobody linked is refused, with those that are', async () => {
    const world = await shop()

    await expect(world.run('flow', 'set', 'failed-payment', '--sender', '123')).rejects.toThrow(
      'No number 123 is linked to this account; linked are 400500600 (+34 910 000 000)',
    )
  })
})
