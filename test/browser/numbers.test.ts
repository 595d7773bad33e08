import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { businessNumber, type World } from '../../simulator/world.ts'
import { numberRows } from '../journeys/numbers/stage.ts'
import { emptyWorld } from '../journeys/stage.ts'
import { closeBrowser, findBrowser, openPage } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

const { phoneNumberId, wabaId, token } = businessNumber

/** Does something that opens another page, and gives that page with the errors it will have. */
async function opening(page: Page, press: () => Promise<unknown>) {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), press()])
  const errors: string[] = []
  opened.on('pageerror', (error) => errors.push(error.message))
  opened.on('console', (line) => line.type() === 'error' && errors.push(line.text()))
  return { opened, errors }
}

/** From onboarding to the page of Embedded Signup, with its PIN typed. */
async function toConnectPage(world: World) {
  const page = await openPage(world, browser, { viewport: 'onboarding' })
  await page.getByRole('button', { name: 'Connect WhatsApp' }).click()
  const link = page.getByRole('link', { name: 'Continue in a new tab' })
  const { opened, errors } = await opening(page, () => link.click())
  await opened.getByText('Harbor Coffee (acct_harbor, live mode)').waitFor()
  await opened.getByLabel('Six-digit PIN').fill('271828')
  return { page, opened, errors }
}

describe.skipIf(browser === '')('in a real browser', () => {
  test('onboarding links a number with its credentials', async () => {
    const world = await emptyWorld()
    const page = await openPage(world, browser, { viewport: 'onboarding' })
    await page.getByRole('button', { name: 'Link with your own credentials' }).click()
    await page.getByLabel('Phone number id', { exact: false }).first().fill(phoneNumberId)
    await page.getByLabel('WhatsApp Business Account id').fill(wabaId)
    await page.getByLabel('Access token').fill('EAAG-made-up-token')
    await page.getByRole('button', { name: 'Check and link' }).click()
    await page.getByText('Make a new one for a system user').waitFor()
    await page.getByLabel('Access token').fill(token)
    await page.getByRole('button', { name: 'Check and link' }).click()
    await page.getByText('Linked: +34 910 000 000').waitFor()
    expect(await page.content()).not.toContain(token)
    expect(await page.locator('.missing').count()).toBe(0)
    expect(await numberRows(world)).toHaveLength(1)
  })

  test('onboarding links a number through Meta’s own pages', async () => {
    const world = await emptyWorld()
    world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING' })
    const { page, opened, errors } = await toConnectPage(world)
    expect(opened.url()).toBe(`${world.url}/connect/whatsapp`)
    const go = opened.getByRole('button', { name: 'Continue with Meta' })
    const { opened: meta } = await opening(opened, () => go.click())
    await meta.getByRole('button', { name: 'Use +34 910 000 000', exact: true }).click()
    await opened.getByText('Linked: +34 910 000 000, Harbor Coffee.').waitFor()
    await page.getByRole('button', { name: 'I have done it, look again' }).click()
    await page.getByText('Linked: +34 910 000 000').waitFor()
    expect(errors).toEqual([])
  })

  test('what another page says of a number is not believed', async () => {
    const world = await emptyWorld()
    const { opened } = await toConnectPage(world)
    const go = opened.getByRole('button', { name: 'Continue with Meta' })
    const { opened: meta } = await opening(opened, () => go.click())
    const data = { phone_number_id: phoneNumberId, waba_id: wabaId }
    const forged = JSON.stringify({ type: 'WA_EMBEDDED_SIGNUP', event: 'FINISH', data })
    await opened.evaluate(`window.postMessage(${JSON.stringify(forged)}, '*')`)
    await meta.getByRole('button', { name: 'tell nothing of it' }).click()
    await opened.getByText('Meta did not say which WhatsApp account was chosen').waitFor()
    expect(await numberRows(world)).toEqual([])
  })

  test('a sign-up that was given up, or ended without a number, can be done again on the same page', async () => {
    const world = await emptyWorld()
    const { opened } = await toConnectPage(world)
    const go = opened.getByRole('button', { name: 'Continue with Meta' })
    const first = await opening(opened, () => go.click())
    await first.opened.getByRole('button', { name: 'without a number' }).click()
    await opened.getByText('No phone number was chosen at Meta').waitFor()
    const second = await opening(opened, () => go.click())
    await second.opened.getByRole('button', { name: 'Cancel' }).click()
    await opened.getByText('The sign-up at Meta was not finished').waitFor()
    const third = await opening(opened, () => go.click())
    await third.opened.getByRole('button', { name: 'Use +34 910 000 000', exact: true }).click()
    await opened.getByText('Linked: +34 910 000 000, Harbor Coffee.').waitFor()
    expect(await numberRows(world)).toHaveLength(1)
  })

  test('a PIN that is not the number’s is told of, with where to begin again', async () => {
    const world = await emptyWorld()
    world.whatsapp.changeNumber(phoneNumberId, { status: 'PENDING', pin: '314159' })
    const { opened } = await toConnectPage(world)
    const go = opened.getByRole('button', { name: 'Continue with Meta' })
    const { opened: meta } = await opening(opened, () => go.click())
    await meta.getByRole('button', { name: 'Use +34 910 000 000', exact: true }).click()
    const problem = await opened.getByRole('alert').textContent()
    expect(problem).toMatch(/The PIN is not the one Meta has .* WhatsApp Manager\. Close this page and press/)
    expect(await opened.getByRole('button').count()).toBe(0)
  })

  test('a page of Embedded Signup that is opened again is of no use', async () => {
    const world = await emptyWorld()
    const { opened } = await toConnectPage(world)
    await opened.reload()
    await opened.getByText('Press “Connect WhatsApp” in the Stripe Dashboard again').waitFor()
    expect(await opened.getByRole('button').count()).toBe(0)
  })
})
