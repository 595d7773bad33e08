import { mkdirSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { serveOnLoopback } from '../loopback.ts'
import { addRegular, linkNumber, openShop } from '../shop.ts'
import { businessNumber, startWorld, type World } from '../world.ts'
import { dashboardPages } from './serve.ts'
import type { VisitOptions } from './visit.ts'

const folder = new URL('../../screenshots/', import.meta.url)
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const detail = (name: string) => `stripe.dashboard.${name}.detail`
const phone = '+34600000001'
const berlin = { wabaId: '100200301', phoneNumberId: '400500601', token: 'EAAG-berlin-token' }
const currencies = ['eur', 'jpy', 'kwd']
const weeks = 5
const customersAWeek = 8

/** A picture: its name, how the view is visited, and what is done there first. */
type Shot = readonly [name: string, visit: VisitOptions, first?: (page: Page) => Promise<unknown>]

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const unverified = { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }
const onboarding = { viewport: 'onboarding' }
const begun = await startWorld()
begun.whatsapp.changeNumber(businessNumber.phoneNumberId, unverified)
await take(begun, [
  ['number-form', onboarding, (page) => press(page, 'Link with your own credentials')],
  [
    'number-refused',
    onboarding,
    (page) => typeNumber(page, { ...businessNumber, token: 'EAAG-made-up-token' }),
  ],
  ['number-code', onboarding, (page) => typeNumber(page, businessNumber)],
  ['number-connect', onboarding, (page) => press(page, 'Connect WhatsApp')],
  ['connect-page', onboarding, connectPage],
  ['connect-page-problem', onboarding, connectPageProblem],
  ['drawer-not-set-up', {}],
  ['onboarding-begin', { viewport: 'onboarding' }],
  ['settings-begin', { viewport: 'settings' }],
  ['customer-unknown', { viewport: detail('customer'), object: { id: 'cus_nobody', object: 'customer' } }],
])
const { world, invoice } = await busyWorld()
const customer = { id: 'cus_maya', object: 'customer' }
const [intent = ''] = world.stripe.paymentIntentsOf(invoice)
await take(world, [
  ['drawer', {}],
  ['drawer-test-mode', { environment: 'test' }],
  ['drawer-false-role', { roles: ['view_only'], toldRoles: ['admin'] }],
  ['drawer-bad-signature', { secret: 'absec_other' }],
  ['onboarding-done', { viewport: 'onboarding' }],
  ['onboarding-flows', { viewport: 'onboarding' }, (page) => press(page, 'Choose what to write about')],
  ['onboarding-test', { viewport: 'onboarding' }, (page) => press(page, 'Send yourself a test')],
  ['settings', { viewport: 'settings' }],
  ['settings-flow', { viewport: 'settings' }, (page) => page.locator('summary').first().click()],
  ['number-unlink', { viewport: 'settings' }, (page) => press(page, 'Unlink')],
  ['settings-looking', { viewport: 'settings', roles: ['view_only'] }],
  ['settings-refused', { viewport: 'settings' }, refusedCap],
  ['customer', { viewport: detail('customer'), object: customer }],
  [
    'customer-record',
    { viewport: detail('customer'), object: customer },
    (page) => press(page, 'Record permission'),
  ],
  [
    'customer-stop',
    { viewport: detail('customer'), object: customer },
    (page) => press(page, 'Stop messages'),
  ],
  ['invoice', { viewport: detail('invoice'), object: { id: invoice, object: 'invoice' } }],
  ['payment', { viewport: detail('payment'), object: { id: intent, object: 'payment_intent' } }],
  [
    'subscription-empty',
    { viewport: detail('subscription'), object: { id: 'sub_none', object: 'subscription' } },
  ],
])
const talking = await talkingWorld()
const talkWith = (id: string, more: VisitOptions = {}): VisitOptions => ({
  viewport: detail('customer'),
  object: { id, object: 'customer' },
  ...more,
})
const about = (id: string): VisitOptions => ({
  viewport: detail('invoice'),
  object: { id, object: 'invoice' },
})
await take(talking.world, [
  ['thread-looking', talkWith('cus_maya', { roles: ['view_only'] })],
  ['thread', talkWith('cus_maya', { roles: ['support_specialist'] })],
  ['thread-no-words', talkWith('cus_maya'), (page) => press(page, 'Send')],
  ['thread-over', talkWith('cus_iris')],
  ['thread-not-written', talkWith('cus_leo')],
  ['thread-stopped', talkWith('cus_noor')],
  ['thread-empty', talkWith('cus_new')],
  ['invoice-next', about(talking.open)],
  ['invoice-nudged', about(talking.open), (page) => press(page, 'Nudge now')],
  ['invoice-paused', about(talking.open), (page) => press(page, 'Pause')],
  ['invoice-passed-over', about(talking.passedOver)],
])
await take(await busyWeeks(), [
  ['drawer-results', {}],
  ['drawer-more', {}, (page) => press(page, 'Show later ones')],
  ['drawer-looking', { roles: ['view_only'] }],
  ['settings-texts', { viewport: 'settings' }, openTexts],
  ['settings-question', { viewport: 'settings' }, askToSave],
  ['settings-wrong', { viewport: 'settings' }, typeWrong],
  ['settings-secret', { viewport: 'settings' }, chooseWebhook],
])
await browser.close()
console.log(`Look at ${folder.pathname}`)

/** Fills the form with the credentials of a number, and presses its button. */
async function typeNumber(page: Page, { phoneNumberId, wabaId, token }: typeof businessNumber) {
  await press(page, 'Link with your own credentials')
  await page.locator('[name=phoneNumberId]').fill(phoneNumberId)
  await page.locator('[name=wabaId]').fill(wabaId)
  await page.locator('[name=token]').fill(token)
  await press(page, 'Check and link')
  await page.getByRole('alert').waitFor()
}

/** Follows the link to the page of Embedded Signup, in the same tab. */
async function connectPage(page: Page) {
  await press(page, 'Connect WhatsApp')
  await page.goto(
    (await page.getByRole('link', { name: 'Continue in a new tab' }).getAttribute('href')) ?? '',
  )
}

async function connectPageProblem(page: Page) {
  await connectPage(page)
  await page.reload()
}

/** A shop in which one payment came back by a link, and another one waits. */
async function busyWorld() {
  const busy = await startWorld({ whatsapp: { reviews: 'at-once' } })
  await openShop(busy, [
    'flow',
    'set',
    'failed-payment',
    '--delays',
    '0,3d,7d',
    '--template',
    '1=payment_failed',
  ])
  busy.whatsapp.addNumber({
    app: 'default',
    ...berlin,
    displayPhone: '+49 30 1234567',
    verifiedName: 'Harbor Berlin',
  })
  busy.whatsapp.changeNumber(berlin.phoneNumberId, { quality: 'YELLOW', messagingLimit: 'TIER_250' })
  busy.whatsapp.limitToken(berlin.token, { expiresAt: busy.clock.now().add({ hours: 24 * 30 }) })
  await linkNumber(busy, berlin)
  addRegular(busy, { id: 'cus_maya', name: 'Maya Ruiz', phone: '600 000 001', country: 'ES', optIn: 'true' })
  addRegular(busy, { id: 'cus_leo', name: 'Leo Mata', phone: '600 000 002', country: 'ES', optIn: 'true' })
  const paid = busy.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await busy.advance({ hours: 2 })
  const url = busy.messagesTo(phone)[0]?.buttons.find((button) => button.url)?.url
  if (url) await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' } })
  busy.stripe.payInvoice(paid)
  await busy.settle()
  busy.stripe.declineRenewal('cus_leo', { declineCode: 'expired_card' })
  await busy.advance({ hours: 2 })
  return { world: busy, invoice: paid }
}

/** A shop where people answer, with customers who asked something today, yesterday and never. */
async function talkingWorld() {
  const shop = await startWorld({ whatsapp: { reviews: 'at-once' } })
  await openShop(shop, ['settings', 'set', '--staffed', 'yes', '--hours', '00:00-24:00'])
  const people = ['maya', 'leo', 'iris', 'noor', 'new']
  for (const [index, name] of people.entries())
    addRegular(shop, { id: `cus_${name}`, name, phone: `60000001${index}`, country: 'ES', optIn: 'true' })
  const phoneOf = (name: string) => `+3460000001${people.indexOf(name)}`
  const says = async (name: string, text: string) => {
    await shop.whatsapp.reply(phoneOf(name), text)
    await shop.advance({ minutes: 3 })
  }
  const invoices = ['maya', 'leo', 'iris', 'noor'].map((name) =>
    shop.stripe.declineRenewal(`cus_${name}`, { declineCode: 'expired_card' }),
  )
  await shop.advance({ hours: 1 })
  await says('iris', 'My card was stolen. Can I pay by bank transfer?')
  await shop.advance({ hours: 25 })
  await says('noor', 'STOP')
  await says('maya', 'saldo')
  await says('maya', '¿Puedo pagar la mitad ahora y la otra mitad el viernes?')
  await shop.run('thread', 'answer', phoneOf('maya'), '--text', 'Claro, Maya.', '--button', 'Gracias')
  await shop.advance({ minutes: 3 })
  await says('maya', 'Perfecto, lo hago así')
  await shop.run('flow', 'off', 'failed-payment')
  const passedOver = shop.stripe.declineRenewal('cus_new')
  await shop.settle()
  await shop.run('flow', 'on', 'failed-payment')
  return { world: shop, open: invoices[1] ?? '', passedOver }
}

/** A shop with a third of its customers kept silent, some weeks on: money in three currencies, and something to mend. */
async function busyWeeks() {
  const busy = await startWorld({
    whatsapp: { reviews: 'at-once' },
    merchant: { name: 'Konditorei Maximiliane von Hohenstein & Töchter' },
  })
  await openShop(busy)
  await busy.run('settings', 'set', '--hold-out', '30%', '--hours', '00:00-24:00')
  for (let week = 0; week < weeks; week += 1) {
    for (let place = 0; place < customersAWeek; place += 1) await failAndPay(busy, { week, place })
    await busy.advance({ days: 7 })
  }
  for (let place = 0; place < customersAWeek; place += 1) failNow(busy, { week: weeks, place })
  await busy.settle()
  await busy.run('settings', 'set', '--mode', 'watch')
  await busy.run('stop', 'flow', 'failed-payment', '--note', 'Waiting for the new price list')
  return busy
}

type Person = { readonly week: number; readonly place: number }

/** Half of them pay by the link, whether or not they got one. */
async function failAndPay(busy: World, person: Person) {
  const { invoice, to } = failNow(busy, person)
  await busy.advance({ hours: 1 })
  const url = busy.messagesTo(to)[0]?.buttons.find((button) => button.url)?.url
  if (url) await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' } })
  if (url ? person.place % 4 !== 0 : person.place % 4 === 1) busy.stripe.payInvoice(invoice)
  await busy.settle()
}

function failNow(busy: World, { week, place }: Person) {
  const number = 100 + week * customersAWeek + place
  const to = `+34600000${number}`
  addRegular(busy, {
    id: `cus_${number}`,
    name: 'Wilhelmine-Charlotte Freifrau von Droste zu Hülshoff',
    phone: to,
    country: 'ES',
    optIn: 'true',
    currency: currencies[number % currencies.length] ?? 'eur',
    amount: 1_234_500 + number * 1_000,
  })
  return { to, invoice: busy.stripe.declineRenewal(`cus_${number}`, { declineCode: 'expired_card' }) }
}

async function take(shown: World, shots: readonly Shot[]) {
  const served = await serveOnLoopback(await dashboardPages(shown), 0)
  for (const [name, visit, first] of shots) {
    const page = await browser.newPage({ viewport: { width: 940, height: 760 } })
    await page.goto(`${served.url}/dashboard?visit=${encodeURIComponent(JSON.stringify(visit))}`)
    await page.locator('.spinner').first().waitFor({ state: 'detached' })
    await page.waitForTimeout(300)
    await first?.(page)
    await page.waitForTimeout(300)
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, fullPage: true })
    await page.close()
  }
  await served.close()
  await shown.close()
}

function press(page: Page, name: string) {
  return page.getByRole('button', { name }).first().click()
}

async function refusedCap(page: Page) {
  await page.getByLabel(/Messages a day/).fill('9')
  await press(page, 'Save')
}

async function openTexts(page: Page) {
  await page.locator('summary', { hasText: 'Failed payment' }).first().click()
  await page.getByLabel('Text of message 2', { exact: true }).selectOption('payment_failed_last')
  await page.getByLabel(/^Second text of message 2/).selectOption('payment_failed')
  await page.getByLabel('Show texts in').selectOption('de')
}

async function askToSave(page: Page) {
  await page.locator('summary', { hasText: 'Win back' }).click()
  await page.getByLabel('Send messages: Win back').check()
  await page.getByLabel(/Messages a day/).fill('2')
  await page.getByLabel(/Charge automatically/).check()
  await press(page, 'Save')
}

async function typeWrong(page: Page) {
  await page.getByLabel(/the words of chats are kept/).fill('9999')
  await page.getByLabel('Webhook').fill('http://example.com')
  await page.locator('summary', { hasText: 'Failed payment' }).first().click()
  await page.getByLabel('Messages go out after').fill('tomorrow')
  await press(page, 'Save')
}

async function chooseWebhook(page: Page) {
  await page.getByLabel('Webhook').fill('https://example.com/alarms')
  await press(page, 'Save')
}
