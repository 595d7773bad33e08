import { afterAll, describe, expect, test } from 'vitest'
import { linkOf, mayaWasWrittenTo, open, shopWithMaya } from '../journeys/stage.ts'
import { closeBrowser, findBrowser, openPage } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

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
})
