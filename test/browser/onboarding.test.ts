import { afterAll, describe, expect, test } from 'vitest'
import { addRegular } from '../../simulator/shop.ts'
import { businessNumber } from '../../simulator/world.ts'
import { emptyWorld, maya, mayaPhone } from '../journeys/stage.ts'
import { closeBrowser, findBrowser, openPage, openUrl } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

const ownPhone = '+34600000099'

describe.skipIf(browser === '')('in a real browser', () => {
  test('onboarding leads from nothing to a test on one’s own phone, and to the first message to a customer', async () => {
    const world = await emptyWorld()
    const page = await openPage(world, browser, { viewport: 'onboarding' })
    const step = (title: string) => page.getByRole('button', { name: title })
    await step('Have the texts approved by Meta').click()
    await page.getByText('Link a number and switch a flow on first.').waitFor()

    await step('Link a WhatsApp number').click()
    await page.getByRole('button', { name: 'Link with your own credentials' }).click()
    await page.getByLabel('Phone number id', { exact: false }).first().fill(businessNumber.phoneNumberId)
    await page.getByLabel('WhatsApp Business Account id').fill(businessNumber.wabaId)
    await page.getByLabel('Access token').fill(businessNumber.token)
    await page.getByRole('button', { name: 'Check and link' }).click()
    await page.getByText('Linked: +34 910 000 000').waitFor()

    await step('Choose what to write about').click()
    await page.getByLabel('Failed payment', { exact: true }).check()
    await page.getByText('1 flow on').waitFor()

    await step('Have the texts approved by Meta').click()
    await page.getByRole('button', { name: 'Hand the texts in' }).click()
    await page.getByText('All texts are approved.').waitFor()

    await step('Send yourself a test').click()
    await page.getByLabel('Your own WhatsApp number').fill(ownPhone)
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Test sent: look at your phone').waitFor()
    await world.advance({ minutes: 1 })
    const phone = await openUrl(`${world.whatsapp.url}/phone/${ownPhone.slice(1)}`, browser)
    await phone.locator('a.action').first().waitFor()
    expect(world.messagesTo(ownPhone)).toHaveLength(1)

    await step('Chosen: send messages').click()
    await page.getByRole('button', { name: 'Only watch', exact: true }).click()
    await step('Chosen: only watch').waitFor()
    await page.getByRole('button', { name: 'Send messages', exact: true }).click()
    await page.getByText('You are all set: Paynudge is sending.').waitFor()
    await page.getByText(/^What happens next: the first message goes out when/).waitFor()

    // Of new shops one customer in ten is kept silent, which would be Maya now and then.
    await world.run('settings', 'set', '--hold-out', '0%')
    addRegular(world, maya)
    world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
    await world.advance({ hours: 24 })
    expect(world.messagesTo(mayaPhone)).toHaveLength(1)
  })
})
