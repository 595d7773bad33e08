import { afterAll, describe, expect, test } from 'vitest'
import { addRegular, openShop } from '../../simulator/shop.ts'
import { emptyWorld, maya, mayaPhone, mayaWasWrittenTo } from '../journeys/stage.ts'
import { addManyNudges } from '../store/many-nudges.ts'
import { closeBrowser, findBrowser, openPage, openUrl } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

describe.skipIf(browser === '')('in a real browser', () => {
  test('a flow switched on in the settings writes to a phone, whose link is paid, and the drawer’s number changes', async () => {
    const world = await emptyWorld()
    await openShop(world, ['settings', 'set', '--hours', '00:00-24:00'])
    await world.run('flow', 'off', 'failed-payment')
    addRegular(world, maya)

    const settings = await openPage(world, browser, { viewport: 'settings' })
    await settings.locator('summary', { hasText: 'Failed payment' }).first().click()
    await settings.getByLabel('Send messages: Failed payment').check()
    await settings.getByLabel('Messages go out after').first().fill('1h, 3d')
    await settings.getByRole('button', { name: 'Save' }).click()
    await settings.getByText('Failed payment: messages go out to customers.').waitFor()
    await settings.getByRole('button', { name: 'Save changes' }).click()
    await settings.getByText('Saved', { exact: true }).waitFor()

    world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
    await world.advance({ hours: 2 })
    const drawer = await openPage(world, browser)
    await drawer.getByText('Nothing yet').waitFor()
    await drawer.getByText('1 message waiting').waitFor()

    const phone = await openUrl(`${world.whatsapp.url}/phone/${mayaPhone.slice(1)}`, browser)
    const opened = phone.waitForEvent('popup')
    await phone.locator('a.action').first().click()
    const invoice = await opened
    await invoice.getByRole('button', { name: 'Pay Harbor Coffee' }).click()
    await invoice.getByText(/paid/i).first().waitFor()
    await invoice.close()
    await world.settle()

    await drawer.reload()
    await drawer.getByText('Opened our link').first().waitFor()
    expect(await drawer.getByText('€29.00').count()).toBe(2)
    await drawer.getByText('None. One is planned when').waitFor()
  })

  test('with 10,000 messages waiting the drawer is there at once, and shows them part by part', async () => {
    const world = await emptyWorld()
    await openShop(world)
    const from = world.clock.now().epochMilliseconds + 3_600_000
    await addManyNudges(world.house.tools.db, world.merchant, { count: 10_000, customer: 'cus_maya', from })
    const begun = performance.now()
    const page = await openPage(world, browser)
    await page.getByText('10 of 10,000 messages waiting').waitFor()
    console.log(`The drawer was there after ${Math.round(performance.now() - begun)} ms`)
    await page.getByRole('button', { name: 'Show later ones' }).click()
    await page.getByText('20 of 10,000 messages waiting').waitFor()
    expect(await page.getByRole('link', { name: /^€/ }).count()).toBe(20)

    const customer = { id: 'cus_maya', object: 'customer' }
    const viewport = 'stripe.dashboard.customer.detail'
    addRegular(world, maya)
    const story = await openPage(world, browser, { viewport, object: customer })
    await story.getByRole('button', { name: 'Show older' }).click()
    await story.locator('summary').nth(39).waitFor()
    expect(await story.locator('summary').count()).toBe(40)
  })

  test('what is shown and chosen in test mode never touches live mode, and the other way round', async () => {
    const { world } = await mayaWasWrittenTo()
    const { accountId, name, country } = world.merchant
    const account = ['--environment', 'test', '--account', accountId, '--name', name, '--country', country]
    await world.run('account', 'set', ...account)

    const inTest = await openPage(world, browser, { environment: 'test' })
    await inTest.getByText('Stripe test mode', { exact: true }).waitFor()
    await inTest.getByText('None. One is planned when').waitFor()
    expect(await inTest.getByText(/€|0 000 000/).count()).toBe(0)

    const settings = await openPage(world, browser, { environment: 'test', viewport: 'settings' })
    await settings.getByLabel(/Messages a day/).fill('3')
    await settings.getByRole('button', { name: 'Save' }).click()
    await settings.getByRole('button', { name: 'Save changes' }).click()
    await settings.getByText('Saved', { exact: true }).waitFor()

    const live = await openPage(world, browser, { viewport: 'settings' })
    expect(await live.getByLabel(/Messages a day/).inputValue()).toBe('1')
    const drawer = await openPage(world, browser)
    await drawer.getByText('2 messages waiting').waitFor()
  })
})
