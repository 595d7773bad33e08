import { mkdirSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { serveOnLoopback } from '../loopback.ts'
import { addRegular, linkNumber, openShop } from '../shop.ts'
import { businessNumber, startWorld, type World } from '../world.ts'
import { dashboardPages } from './serve.ts'
import type { VisitOptions } from './visit.ts'

const folder = new URL('../../screenshots/', import.meta.url)
const docs = new URL('../../docs/', import.meta.url)
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const detail = (name: string) => `stripe.dashboard.${name}.detail`
const phone = '+34600000001'
const berlin = { wabaId: '100200301', phoneNumberId: '400500601', token: 'EAAG-berlin-token' }
const weeks = 5
const pageSize = { width: 940, height: 760 }
const dialogMargin = 48
const customersAWeek = 8
/** As wide as the panel in the Dashboard, and sharp enough for a README. */
const readmePage = { viewport: { width: 440, height: 1_000 }, deviceScaleFactor: 1.25 }
const atMaya = { viewport: detail('customer'), object: { id: 'cus_maya', object: 'customer' } }

/** What the customers of a shop are called, and what they pay, in the smallest unit: each a step more than the one before. */
type Trade = {
  readonly customer: string
  readonly currencies: readonly string[]
  readonly amount: number
  readonly step: number
}

const coffee: Trade = { customer: 'Maya Ruiz', currencies: ['eur'], amount: 2_900, step: 10 }
const pastry: Trade = {
  customer: 'Wilhelmine-Charlotte Freifrau von Droste zu Hülshoff',
  currencies: ['eur', 'jpy', 'kwd'],
  amount: 1_234_500,
  step: 1_000,
}

/** A picture: its name, how the view is visited, and what is done there first. */
type Shot = readonly [name: string, visit: VisitOptions, first?: (page: Page) => Promise<unknown>]

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
const isForReadme = process.argv.includes('--readme')
/** Beginnings of names, where not every picture is wanted. */
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
await (isForReadme ? takeForReadme() : takeAll())
await browser.close()
console.log(`Look at ${(isForReadme ? docs : folder).pathname}`)

/** Every view of the panel in its states, to look at. */
async function takeAll() {
  mkdirSync(folder, { recursive: true })
  const unverified = { status: 'PENDING', codeVerification: 'NOT_VERIFIED' }
  const onboarding = { viewport: 'onboarding' }
  const begun = await startWorld()
  begun.whatsapp.changeNumber(businessNumber.phoneNumberId, unverified)
  await take(begun, [
    ['number-form', onboarding, (page) => press(page, 'Link with your own credentials')],
    ['number-refused', onboarding, refusedToken],
    ['number-code', onboarding, (page) => typeNumber(page, businessNumber)],
    ['number-code-sent', onboarding, sendCode],
    ['number-pin', onboarding, confirmCode],
    ['number-connect', onboarding, (page) => press(page, 'Connect WhatsApp')],
    ['number-connected', onboarding, openConnectPage],
    ['connect-page', onboarding, connectPage],
    ['connect-page-problem', onboarding, connectPageProblem],
    ['drawer-not-set-up', {}],
    ['onboarding-begin', { viewport: 'onboarding' }],
    ['settings-begin', { viewport: 'settings' }],
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
    ['onboarding-test', { viewport: 'onboarding' }, sendTest],
    ['onboarding-sending', { viewport: 'onboarding' }, (page) => press(page, 'Chosen: send messages')],
    ['settings', { viewport: 'settings' }],
    ['settings-flow', { viewport: 'settings' }, (page) => page.locator('summary').first().click()],
    ['number-unlink', { viewport: 'settings' }, (page) => press(page, 'Unlink')],
    ['settings-looking', { viewport: 'settings', roles: ['view_only'] }],
    ['settings-refused', { viewport: 'settings' }, refusedWebhook],
    ['number-renew', { viewport: 'settings' }, (page) => press(page, 'Link again with a new token')],
    ['customer', { viewport: detail('customer'), object: customer }],
    ['customer-unknown', { viewport: detail('customer'), object: { id: 'cus_nobody', object: 'customer' } }],
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
    ['invoice-held', about(talking.held)],
    ['invoice-stopped', about(talking.stopped)],
    ['invoice-looking', { ...about(talking.open), roles: ['view_only'] }],
    ['invoice-passed-over', about(talking.passedOver)],
  ])
  await take(await busyWeeks(), [
    ['drawer-results', {}],
    ['drawer-more', {}, (page) => press(page, 'Show later ones')],
    ['settings-texts', { viewport: 'settings' }, openTexts],
    ['settings-question', { viewport: 'settings' }, askToSave],
    ['settings-wrong', { viewport: 'settings' }, typeWrong],
    ['settings-secret', { viewport: 'settings' }, chooseWebhook],
  ])
}

/** The two pictures of the panel in the README. */
async function takeForReadme() {
  const shop = await goodWeeks()
  const served = await serveOnLoopback(await dashboardPages(shop), 0)
  const drawer = await openPage(served.url, {}, readmePage)
  await picturePanel(drawer, 'panel-drawer', 'Messages that wait')
  await mayaAsks(shop)
  const customer = await openPage(served.url, atMaya, readmePage)
  await answerMaya(shop, customer)
  await picturePanel(customer, 'panel-customer', 'Permission')
  await served.close()
  await shop.close()
}

/** Fills the form with the credentials of a number, and presses its button. */
async function typeNumber(page: Page, { phoneNumberId, wabaId, token }: typeof businessNumber) {
  await press(page, 'Link with your own credentials')
  await page.locator('[name=phoneNumberId]').fill(phoneNumberId)
  await page.locator('[name=wabaId]').fill(wabaId)
  await page.locator('[name=token]').fill(token)
  await press(page, 'Check and link')
}

async function refusedToken(page: Page) {
  await typeNumber(page, { ...businessNumber, token: 'EAAG-made-up-token' })
  await page.getByRole('alert').waitFor()
}

async function sendCode(page: Page) {
  await typeNumber(page, businessNumber)
  await press(page, 'Send a code')
  await page.getByText('Code is on its way').waitFor()
}

async function confirmCode(page: Page) {
  await sendCode(page)
  await page.locator('[name=code]').fill('123456')
  await press(page, 'Confirm the code')
  await page.locator('[name=pin]').waitFor()
}

/** Opens the page of Embedded Signup in a tab of its own, and stays. */
async function openConnectPage(page: Page) {
  await press(page, 'Connect WhatsApp')
  await page.getByRole('link', { name: 'Continue in a new tab' }).click()
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
  const [held = '', open = '', , stopped = ''] = invoices
  return { world: shop, held, open, stopped, passedOver }
}

/** A shop with a third of its customers kept silent, some weeks on: money in three currencies, and something to mend. */
async function busyWeeks() {
  const busy = await startWorld({
    whatsapp: { reviews: 'at-once' },
    merchant: { name: 'Konditorei Maximiliane von Hohenstein & Töchter' },
  })
  await weeksGoBy(busy, pastry)
  for (let place = 0; place < customersAWeek; place += 1) failNow(busy, { trade: pastry, week: weeks, place })
  await busy.settle()
  await busy.run('settings', 'set', '--mode', 'watch')
  await busy.run('stop', 'flow', 'failed-payment', '--note', 'Waiting for the new price list')
  return busy
}

/** A shop that recovered money for some weeks. */
async function goodWeeks() {
  const shop = await startWorld({ whatsapp: { reviews: 'at-once' } })
  await weeksGoBy(shop, coffee)
  return shop
}

/** Maya's payment fails by day, and she asks what the bot does not know. */
async function mayaAsks(shop: World) {
  await shop.run('settings', 'set', '--hold-out', '0%', '--staffed', 'yes')
  addRegular(shop, {
    id: 'cus_maya',
    name: 'Maya Ruiz',
    phone,
    country: 'ES',
    locales: ['en'],
    optIn: 'true',
  })
  await shop.advance({ hours: 9 })
  shop.stripe.declineRenewal('cus_maya', { declineCode: 'expired_card' })
  await shop.advance({ hours: 1 })
  await shop.whatsapp.reply(phone, 'Is this for the beans or for the subscription?')
  await shop.advance({ minutes: 3 })
}

/** Some weeks in which payments fail, with a part of the customers kept silent. */
async function weeksGoBy(shop: World, trade: Trade) {
  await openShop(shop)
  await shop.run('settings', 'set', '--hold-out', '30%', '--hours', '00:00-24:00')
  for (let week = 0; week < weeks; week += 1) {
    for (let place = 0; place < customersAWeek; place += 1) await failAndPay(shop, { trade, week, place })
    await shop.advance({ days: 7 })
  }
}

type Person = { readonly trade: Trade; readonly week: number; readonly place: number }

/** Half of them pay by the link, whether or not they got one. */
async function failAndPay(shop: World, person: Person) {
  const { invoice, to } = failNow(shop, person)
  await shop.advance({ hours: 1 })
  const url = shop.messagesTo(to)[0]?.buttons.find((button) => button.url)?.url
  if (url) await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' } })
  if (url ? person.place % 4 !== 0 : person.place % 4 === 1) shop.stripe.payInvoice(invoice)
  await shop.settle()
}

function failNow(shop: World, { trade, week, place }: Person) {
  const number = 100 + week * customersAWeek + place
  const to = `+34600000${number}`
  addRegular(shop, {
    id: `cus_${number}`,
    name: trade.customer,
    phone: to,
    country: 'ES',
    optIn: 'true',
    currency: trade.currencies[number % trade.currencies.length] ?? 'eur',
    amount: trade.amount + number * trade.step,
  })
  return { to, invoice: shop.stripe.declineRenewal(`cus_${number}`, { declineCode: 'expired_card' }) }
}

async function take(shown: World, shots: readonly Shot[]) {
  const served = await serveOnLoopback(await dashboardPages(shown), 0)
  for (const [name, visit, first] of shots.filter(isWanted)) {
    // As between two visits: an account may ask so often and no more, and this clock stands still.
    await shown.clock.moveTo(shown.clock.now().add({ seconds: 15 }))
    const page = await openPage(served.url, visit, { viewport: pageSize })
    await first?.(page)
    await page.waitForTimeout(300)
    await page.screenshot({
      path: new URL(`${name}.png`, folder).pathname,
      fullPage: !(await hasDialog(page)),
    })
    await page.close()
  }
  await served.close()
  await shown.close()
}

function isWanted([name]: Shot): boolean {
  return wanted.length === 0 || wanted.some((begin) => name.startsWith(begin))
}

async function openPage(url: string, visit: VisitOptions, look: Parameters<typeof browser.newPage>[0]) {
  const page = await browser.newPage(look)
  // A machine that does much else is slow.
  page.setDefaultTimeout(120_000)
  await page.goto(`${url}/dashboard?visit=${encodeURIComponent(JSON.stringify(visit))}`)
  await page.locator('.spinner').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(300)
  return page
}

/** A dialog covers what is on the screen, which is made as high as it is. */
async function hasDialog(page: Page) {
  const dialogs = page.getByRole('dialog')
  if ((await dialogs.count()) === 0) return false
  const height = await dialogs.first().evaluate((dialog) => dialog.scrollHeight)
  await page.setViewportSize({ ...pageSize, height: Math.max(pageSize.height, height + 2 * dialogMargin) })
  return true
}

/** The panel from its top to above this heading. */
async function picturePanel(page: Page, name: string, heading: string) {
  const panel = await page.locator('#view').boundingBox()
  const end = await page.getByText(heading, { exact: true }).first().boundingBox()
  if (!panel || !end) throw new Error(`The panel says nowhere ${heading}`)
  const clip = { ...panel, height: end.y - panel.y - 12 }
  await page.screenshot({ path: new URL(`${name}.png`, docs).pathname, fullPage: true, clip })
  await page.close()
}

/** Answers in the chat as a person of support does, and shows what came of it. */
async function answerMaya(shop: World, page: Page) {
  await page.getByLabel('Your answer').fill('For the subscription, Maya. Your beans are paid.')
  await press(page, 'Send')
  await page.getByText('Answer is on its way').waitFor()
  await shop.advance({ minutes: 3 })
  await shop.whatsapp.reply(phone, 'Thank you, then I’ll pay it now!')
  await shop.advance({ minutes: 3 })
  await page.reload()
  await page.getByText('Thank you, then I’ll pay it now!').waitFor()
}

async function sendTest(page: Page) {
  await press(page, 'Send yourself a test')
  await page.getByLabel(/^Your own WhatsApp number/).fill('+34 600 000 009')
  await press(page, 'Send a test')
  await page.getByText('Test sent').waitFor()
}

function press(page: Page, name: string) {
  return page.getByRole('button', { name }).first().click()
}

async function refusedWebhook(page: Page) {
  await page.getByLabel(/webhook/).fill('https://printer.local/alarms')
  await press(page, 'Save')
  await page.getByRole('alert').waitFor()
}

async function openTexts(page: Page) {
  await page.locator('summary', { hasText: 'Failed payment' }).first().click()
  await page.getByLabel('Text of message 2', { exact: true }).selectOption('payment_failed')
  await page.getByLabel(/^Second text of message 2/).selectOption('payment_failed_reminder')
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
  await page.getByLabel(/Messages a day/).fill('9')
  await page.getByLabel(/the words of chats are kept/).fill('9999')
  await page.getByLabel(/webhook/).fill('http://example.com')
  await page.locator('summary', { hasText: 'Failed payment' }).first().click()
  await page.getByLabel('Messages go out after').fill('tomorrow')
}

async function chooseWebhook(page: Page) {
  await page.getByLabel(/webhook/).fill('https://example.com/alarms')
  await press(page, 'Save')
  await page.getByRole('button', { name: 'Copy the secret' }).waitFor()
}
