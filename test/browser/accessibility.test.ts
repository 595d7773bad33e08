import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VisitOptions } from '../../simulator/dashboard/visit.ts'
import { addRegular, openShop } from '../../simulator/shop.ts'
import { startWorld, type World } from '../../simulator/world.ts'
import { berlin } from '../journeys/numbers/stage.ts'
import { maya } from '../journeys/stage.ts'
import { addManyNudges } from '../store/many-nudges.ts'
import { addPaidEnrollments } from '../store/paid-enrollments.ts'
import { countReachable, type Stop, violationsOn, walk } from './accessibility.ts'
import { closeBrowser, findBrowser, openPage } from './browser.ts'

const browser = findBrowser() ?? ''
const detail = (name: string) => `stripe.dashboard.${name}.detail`

let world: World
let invoice: string
beforeAll(async () => {
  if (browser === '') return
  world = await startWorld({ whatsapp: { reviews: 'at-once' } })
  await openShop(world)
  addRegular(world, maya)
  invoice = world.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await world.settle()
  await world.run('settings', 'set', '--mode', 'watch')
  const { db, clock } = world.house.tools
  const from = clock.now().epochMilliseconds + 3_600_000
  await addManyNudges(db, world.merchant, { count: 30, customer: 'cus_maya', from })
  const sides = { treated: { shoppers: 20, paid: 12 }, 'held-out': { shoppers: 5, paid: 1 } }
  await addPaidEnrollments(db, world.merchant, { sides, currencies: ['eur', 'jpy'], now: clock.now() })
})
afterAll(async () => {
  await closeBrowser()
  await world?.close()
})

type Case = readonly [
  what: string,
  visit: () => VisitOptions,
  shown: string | RegExp,
  first: (page: Page) => Promise<unknown>,
]

const nothing = async () => undefined

const cases: readonly Case[] = [
  ['the drawer', () => ({}), 'Messages that wait', nothing],
  ['the drawer of who may only look', () => ({ roles: ['view_only'] }), 'Messages that wait', nothing],
  ['the drawer whose answer did not come', () => ({ secret: 'absec_other' }), 'Try again', nothing],
  ['the settings', () => ({ viewport: 'settings' }), 'Flows', nothing],
  ['the settings with a flow open', () => ({ viewport: 'settings' }), 'Flows', openFlow],
  ['the settings with fields to mend', () => ({ viewport: 'settings' }), 'Flows', typeWrong],
  [
    'the settings of who may only look',
    () => ({ viewport: 'settings', roles: ['view_only'] }),
    'Flows',
    nothing,
  ],
  ['onboarding', () => ({ viewport: 'onboarding' }), /Chosen: only watch/, nothing],
  [
    'a customer’s page',
    () => ({ viewport: detail('customer'), object: { id: 'cus_maya', object: 'customer' } }),
    /^Show older/,
    nothing,
  ],
  [
    'an invoice’s page',
    () => ({ viewport: detail('invoice'), object: { id: invoice, object: 'invoice' } }),
    'The flow started',
    nothing,
  ],
  [
    'a subscription’s page without messages',
    () => ({ viewport: detail('subscription'), object: { id: 'sub_none', object: 'subscription' } }),
    /No message was planned/,
    nothing,
  ],
]

async function typeWrong(page: Page) {
  await page.getByLabel(/Messages a day/).fill('9')
  await page.getByText('Not saved: 1 field to mend').waitFor()
}

function openFlow(page: Page) {
  return page.locator('summary', { hasText: 'Failed payment' }).first().press('Enter')
}

/** From the numbers of the settings to the code a number is confirmed with. */
async function toCode(page: Page) {
  world.whatsapp.addNumber({
    app: 'default',
    ...berlin,
    displayPhone: '+49 30 1234567',
    verifiedName: 'Harbor Berlin',
  })
  const unverified = { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }
  world.whatsapp.changeNumber(berlin.phoneNumberId, unverified)
  await page.getByRole('button', { name: 'Link with your own credentials' }).press('Enter')
  for (const [name, text] of Object.entries(berlin)) await page.locator(`[name=${name}]`).fill(text)
  await page.getByRole('button', { name: 'Check and link' }).press('Enter')
  await page.getByRole('button', { name: 'Send a code' }).waitFor()
}

describe.skipIf(browser === '')('for whoever sees little or uses no mouse', () => {
  test.each<Case>(cases)('%s is as it should be', async (_, visit, shown, first) => {
    const page = await openPage(world, browser, visit())
    await page.getByText(shown).first().waitFor()
    await first(page)
    expect(await violationsOn(page)).toEqual([])
    const stops = await walk(page)
    expect(stops.filter(({ name }) => name === '')).toEqual([])
    expect(stops.map(({ place }) => place)).toEqual(
      Array.from({ length: await countReachable(page) }, (_, i) => i),
    )
    expect(stepsBack(stops)).toEqual([])
  })

  test('a field without a label and words too pale are found', async () => {
    const page = await openPage(world, browser)
    await page.getByText('Messages that wait').waitFor()
    await page.locator('main').evaluate((main) => {
      main.insertAdjacentHTML('beforeend', '<input><p style="color: #ccc">Too pale</p>')
    })
    const rules = (await violationsOn(page)).map((line) => line.split(':')[0])
    expect(rules.toSorted()).toEqual(expect.arrayContaining(['color-contrast', 'label']))
    expect((await walk(page)).at(-1)).toMatchObject({ role: 'textbox', name: '' })
  })

  test('a number is linked step by step', async () => {
    const page = await openPage(world, browser, { viewport: 'settings' })
    await toCode(page)
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Space')
  })

  test('a question is answered from the keyboard alone', async () => {
    const page = await openPage(world, browser, { viewport: 'settings' })
    await page.getByRole('button', { name: 'Stop everything' }).press('Enter')
    const question = page.getByRole('dialog')
    await question.waitFor()
    expect(await violationsOn(page)).toEqual([])
    await question.getByRole('button', { name: 'Cancel' }).press('Space')
    await question.waitFor({ state: 'detached' })
  })
})

/** Where the Tab key goes back: to something that stands above and to the left of what was read before. */
function stepsBack(stops: readonly Stop[]): readonly string[] {
  return stops.flatMap((stop, index) => {
    const before = stops[index - 1]
    const isBehind = !before || stop.box.bottom >= before.box.top || stop.box.left >= before.box.right
    return isBehind ? [] : [`${before.name} -> ${stop.name}`]
  })
}
