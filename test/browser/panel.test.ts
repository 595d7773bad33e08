import { afterAll, describe, expect, test } from 'vitest'
import { linkOf, mayaPhone, mayaWasWrittenTo, open, shopWithMaya } from '../journeys/stage.ts'
import { closeBrowser, findBrowser, openPage, openPhone } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

const customerPage = {
  viewport: 'stripe.dashboard.customer.detail',
  object: { id: 'cus_maya', object: 'customer' },
} as const

describe.skipIf(browser === '')('in a real browser', () => {
  test('the drawer shows the money that came by a link, once it is paid', async () => {
    const { world, invoice, message } = await mayaWasWrittenTo()
    const page = await openPage(world, browser)
    await page.getByText('Nothing yet').waitFor()
    await open(linkOf(message))
    world.stripe.payInvoice(invoice)
    await world.settle()
    await page.reload()
    await page.getByText('Opened our link').first().waitFor()
    expect(await page.getByText('€29.00').count()).toBe(2)
    expect(await page.locator('.missing').count()).toBe(0)
  })

  test('a server that is down is told of, and tried again at a press', async () => {
    const world = await shopWithMaya()
    const page = await openPage(world, browser)
    await page.getByText('Nothing yet').waitFor()
    await world.endServer()
    await page.reload()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The Paynudge server did not answer').waitFor()
  })

  test('a flow switched on in the settings is on when the page is opened again', async () => {
    const world = await shopWithMaya()
    const page = await openPage(world, browser, { viewport: 'settings' })
    await page.locator('summary', { hasText: 'Win back' }).click()
    await page.getByLabel('Send messages: Win back').check()
    await page.getByLabel(/Messages a day/).fill('2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.reload()
    await page.locator('summary', { hasText: 'Win back On' }).waitFor()
    expect(await page.getByLabel(/Messages a day/).inputValue()).toBe('2')
  })

  test('a customer’s messages are stopped, and their page says so', async () => {
    const { world } = await mayaWasWrittenTo()
    const page = await openPage(world, browser, customerPage)
    await page.getByText('Message 1: sent').waitFor()
    await page.getByRole('button', { name: 'Stop messages' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop messages' }).click()
    await page.getByText('Messages stopped').waitFor()
    await world.advance({ days: 8 })
    expect(world.messagesTo('+34600000001')).toHaveLength(1)
  })

  test('a customer asks on the phone, somebody takes over and answers, and the phone shows it', async () => {
    const { world } = await mayaWasWrittenTo()
    const phone = await openPhone(world, browser, mayaPhone)
    await phone.getByRole('textbox').fill('Can I pay half now?')
    await phone.keyboard.press('Enter')
    await phone.locator('.mine', { hasText: 'Can I pay half now?' }).waitFor()
    await world.advance({ seconds: 30 })

    const page = await openPage(world, browser, customerPage)
    await page.getByText('Can I pay half now?').waitFor()
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByText('A person answers', { exact: true }).waitFor()
    await page.getByLabel('Your answer').fill('Half now is fine, Maya.')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Answer is on its way').waitFor()
    await world.advance({ seconds: 30 })

    await phone.locator('article', { hasText: 'Half now is fine, Maya.' }).waitFor()
    await page.getByText('Half now is fine, Maya.').first().waitFor()
    await world.advance({ days: 4 })
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  })

  test('a message is nudged from the page of its invoice, and a paused one is not', async () => {
    const { world, invoice } = await mayaWasWrittenTo()
    await world.run('settings', 'set', '--per-day', '3', '--per-week', '5')
    const invoicePage = {
      viewport: 'stripe.dashboard.invoice.detail',
      object: { id: invoice, object: 'invoice' },
    }
    const page = await openPage(world, browser, invoicePage)
    await page.getByRole('button', { name: 'Nudge now' }).click()
    await page.getByText('Asked for: it is decided now').waitFor()
    await world.settle()
    await page.getByText('Message 2: sent').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText(/^Paused by you,/).waitFor()
    await world.advance({ days: 8 })
    expect(world.messagesTo(mayaPhone)).toHaveLength(2)
  })

  test('a role that a page only claims is refused, and nothing is shown or offered', async () => {
    const { world, invoice } = await mayaWasWrittenTo()
    const lying = { roles: ['view_only'], toldRoles: ['admin'] }
    const invoicePage = {
      viewport: 'stripe.dashboard.invoice.detail',
      object: { id: invoice, object: 'invoice' },
      ...lying,
    }
    const page = await openPage(world, browser, invoicePage)
    await page.getByText('Stripe did not confirm who you are for this account').waitFor()
    expect(await page.getByRole('button', { name: 'Nudge now' }).count()).toBe(0)
    expect(await page.getByText('Message 1: sent').count()).toBe(0)
  })

  test('somebody who may only look sees no way to change anything', async () => {
    const { world } = await mayaWasWrittenTo()
    await world.whatsapp.reply(mayaPhone, 'Can I pay half now?')
    await world.advance({ seconds: 30 })
    const page = await openPage(world, browser, { ...customerPage, roles: ['view_only'] })
    await page.getByText('Message 1: sent').waitFor()
    await page.getByText('Can I pay half now?').waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.getByRole('textbox').count()).toBe(0)
  })

  test('a signature that is too old is told of', async () => {
    const world = await shopWithMaya()
    const page = await openPage(world, browser, { signedAgo: 400 })
    await page.getByText(/took too long to arrive/).waitFor()
  })

  test('test mode shows nothing of live mode, and says which it is', async () => {
    const { world } = await mayaWasWrittenTo()
    const page = await openPage(world, browser, { environment: 'test' })
    await page.getByText('Stripe test mode', { exact: true }).waitFor()
    await page.getByRole('alert').waitFor()
    expect(await page.getByText('€29.00').count()).toBe(0)
  })
})
