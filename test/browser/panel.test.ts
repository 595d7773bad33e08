import { afterAll, describe, expect, test } from 'vitest'
import { linkOf, mayaWasWrittenTo, open, shopWithMaya } from '../journeys/stage.ts'
import { closeBrowser, findBrowser, openPage } from './browser.ts'

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

  test('somebody who may only look sees no way to change anything', async () => {
    const { world } = await mayaWasWrittenTo()
    const page = await openPage(world, browser, { ...customerPage, roles: ['view_only'] })
    await page.getByText('Message 1: sent').waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
  })

  test('a signature that is too old is told of', async () => {
    const world = await shopWithMaya()
    const page = await openPage(world, browser, { signedAgo: 400 })
    await page.getByText(/took too long to arrive/).waitFor()
  })

  test('test mode shows nothing of live mode, and says which it is', async () => {
    const { world } = await mayaWasWrittenTo()
    const page = await openPage(world, browser, { environment: 'test' })
    await page.getByText('Test mode', { exact: true }).waitFor()
    await page.getByRole('alert').waitFor()
    expect(await page.getByText('€29.00').count()).toBe(0)
  })
})
