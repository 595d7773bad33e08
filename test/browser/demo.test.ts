import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { startDrive } from '../../simulator/demo/drive.ts'
import { openDemoShop } from '../../simulator/demo/live.ts'
import { demoPage } from '../../simulator/demo/page.ts'
import { startWorld } from '../../simulator/world.ts'
import { closeBrowser, findBrowser, openApp } from './browser.ts'

const browser = findBrowser() ?? ''
afterAll(closeBrowser)

const afternoon = Temporal.Instant.from('2026-11-23T12:30:00Z')

/** Resolves when the panel has heard that something happened. One that shows itself anew has two views by then. */
const panelHears = `new Promise((heard) => {
  const panel = document.getElementById('panel').contentWindow
  panel.addEventListener('message', heard, { once: true })
  panel.postMessage('look-again', location.origin)
})`

/** The demo's page as a visitor finds it on a fresh start. */
async function openDemo() {
  const world = await startWorld({ start: afternoon.subtract({ hours: 3 }), besides: ['test', 'sandbox'] })
  onTestFinished(() => world.close())
  await openDemoShop(world, afternoon)
  const failed: unknown[] = []
  const drive = startDrive(world, { happened: () => undefined, failed: (error) => failed.push(error) })
  onTestFinished(async () => {
    await drive.stop()
    expect(failed).toEqual([])
  })
  const page = await openApp(await demoPage(drive), browser, '/')
  const panel = page.frameLocator('#panel')
  await panel.getByText('Nothing yet').waitFor()
  return {
    page,
    panel,
    phone: page.frameLocator('#phone'),
    log: page.getByRole('log', { name: 'Decision log' }),
  }
}

describe.skipIf(browser === '')('the demo in a real browser', () => {
  test('a declined renewal is on the phone, is paid there, and the panel and the log show the recovery', async () => {
    const { page, panel, phone, log } = await openDemo()
    await page.getByRole('button', { name: 'A renewal is declined' }).click()
    const opened = page.waitForEvent('popup')
    await phone.getByRole('link', { name: 'Usar otra tarjeta' }).click()
    const stripe = await opened
    await stripe.getByRole('button', { name: 'Pay Harbor Coffee' }).click()
    await stripe.getByText('Payment received').waitFor()

    await panel.getByText('1 message sent, 1 delivered, 1 link opened').waitFor()
    expect(await panel.getByText('€29.00').count()).toBe(2)
    const recovered = log.locator('[data-hop="recovery recorded"]')
    expect(await recovered.textContent()).toContain('€29.00 as “clicked”')
    await page.getByRole('button', { name: 'Lucía gets a refund' }).click()
    await panel.getByText('€0.00').first().waitFor()
  })

  test('after STOP a week goes by in silence, and the log says why', async () => {
    const { page, panel, phone, log } = await openDemo()
    await page.getByRole('button', { name: 'Lucía writes STOP' }).click()
    await phone.getByText('STOP', { exact: true }).waitFor()
    await page.getByLabel('View', { exact: true }).selectOption('Customer')
    await panel.getByText('Stopped').first().waitFor()
    await page.getByRole('button', { name: 'A renewal is declined' }).click()
    await page.getByRole('button', { name: 'A week goes by' }).click()
    await page.getByText('Done: A week goes by.').waitFor()
    await log.locator('[data-hop="not sent"]', { hasText: 'asked not to be written to' }).first().waitFor()
    expect(await phone.getByRole('link').count()).toBe(0)
    await panel.getByText('not sent').first().waitFor()
  })

  test('what is typed in the panel stays while things happen', async () => {
    const { page, panel, log } = await openDemo()
    await page.getByLabel('View', { exact: true }).selectOption('Settings')
    const caps = panel.getByLabel(/Messages a day/)
    await caps.fill('2')
    await page.getByRole('button', { name: 'A renewal is declined' }).click()
    await log.locator('[data-hop="delivered"]').waitFor()
    await page.evaluate(`${panelHears}.then(() => undefined)`)
    expect(await panel.locator('main > div').count()).toBe(1)
    expect(await caps.inputValue()).toBe('2')
    await panel.getByRole('button', { name: 'Save', exact: true }).click()
    await panel.getByRole('button', { name: 'Save changes' }).click()
    await panel.getByText('Saved', { exact: true }).waitFor()
  })

  test('what cannot happen says so, by the keyboard too, and each environment and role is shown as it is', async () => {
    const { page, panel } = await openDemo()
    await page.getByRole('button', { name: 'Lucía gets a refund' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Not now: nothing to refund yet.').waitFor()
    await page.getByLabel('Environment', { exact: true }).selectOption('Test mode')
    await panel.getByText('Paynudge is not set up yet').waitFor()
    await page.getByLabel('View', { exact: true }).selectOption('Invoice')
    await page.getByText('There are no invoices in test mode').waitFor()
    await page.getByLabel('Environment', { exact: true }).selectOption('Live mode')
    await page.getByLabel('View', { exact: true }).selectOption('Customer')
    await panel.getByRole('button', { name: 'Stop messages' }).waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('View only')
    await panel.getByRole('button', { name: 'Stop messages' }).waitFor({ state: 'detached' })
    await page.getByLabel('Shopper', { exact: true }).selectOption('cus_grace')
    await page.getByText('Grace has no phone number in Stripe').waitFor()
  })
})
