import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountKey } from '../../server/domain/account.ts'
import { pictureIn } from '../../server/domain/picture.ts'
import { chosenForAccount, saveAccountSettings } from '../../server/store/account-settings.ts'
import { findAccount, saveAccount } from '../../server/store/accounts.ts'
import { allowPhone, isAllowed, listAllowed } from '../../server/store/allowed-phones.ts'
import { addAnswer, countAnswers } from '../../server/store/answers.ts'
import { listAudit, recordAudit } from '../../server/store/audit.ts'
import { appendConsent, readLedger } from '../../server/store/consents.ts'
import { type Db, inTransaction } from '../../server/store/database.ts'
import { recordDecision } from '../../server/store/decisions.ts'
import {
  candidateEnrollments,
  enrollmentById,
  findEnrollment,
  openEnrollments,
  readFacts,
} from '../../server/store/enrollments.ts'
import { isFlowOn, readFlowSettings, saveFlowSettings } from '../../server/store/flow-settings.ts'
import {
  countClicks,
  countSetAside,
  listEvents,
  listPlanned,
  listSends,
  readHistories,
  sumRecoveries,
} from '../../server/store/history.ts'
import { claimInbox, countStamped, stamp } from '../../server/store/inbox.ts'
import { pauseOf, recordIntervention } from '../../server/store/interventions.ts'
import { createKeeper } from '../../server/store/keeper.ts'
import { listSwitches, releaseSwitch, stoppedBy, throwSwitch } from '../../server/store/kill-switches.ts'
import { addMessage, countUnread, lastHeard } from '../../server/store/messages.ts'
import { listMetaApps, saveMetaApp } from '../../server/store/meta-apps.ts'
import { cancelWaiting, lastNudge, nudgeById, nudgesOf, setState } from '../../server/store/nudges.ts'
import { defaultNumber, listNumbers, saveNumber } from '../../server/store/numbers.ts'
import { pictureOf, savePicture } from '../../server/store/own-pictures.ts'
import { findOwnText, saveOwnText } from '../../server/store/own-texts.ts'
import { addPayLink, findPayLink, recordClick } from '../../server/store/pay-links.ts'
import { movedTo, recordMove } from '../../server/store/phone-moves.ts'
import { keepPromise, promisedUntil } from '../../server/store/promises.ts'
import { findRecovery, nudgeEvidence, paymentsOf, recordPayments } from '../../server/store/recoveries.ts'
import { readRules } from '../../server/store/rules.ts'
import { addSend } from '../../server/store/sends.ts'
import { keepSetAside, listSetAside } from '../../server/store/set-aside.ts'
import { findShoppers } from '../../server/store/shoppers.ts'
import { keepSide, readSide } from '../../server/store/sides.ts'
import { linkBaseOf, listTemplates, readTemplate, saveTemplate } from '../../server/store/templates.ts'
import { currentTurn, giveThread } from '../../server/store/thread-turns.ts'
import { listThreads, readThread } from '../../server/store/threads.ts'
import { keepWatched, watchedUntil } from '../../server/store/watches.ts'
import {
  bakery,
  bodega,
  bodegaAccount,
  bodegaSandbox,
  type Enrolled,
  enrollMaya,
  now,
  openStockroom,
  received,
} from './stockroom.ts'

const phone = '+34600000001'
const flow = 'failed-payment'
const wabaId = '900'
const template = { wabaId, name: 'paynudge_payment_failed', language: 'es' } as const

/** Everything the bodega has, found by ids that anybody might come to know. */
type Stock = { readonly db: Db; readonly maya: Enrolled; readonly recoveryId: string }
let stock: Stock
beforeEach(async () => {
  stock = await fill(await openStockroom())
})

async function fill(db: Db): Promise<Stock> {
  await saveAccount(db, bodegaAccount, now)
  await allowPhone(db, bodega, phone, now)
  await saveAccountSettings(db, bodega, { mode: 'watch' }, now)
  await saveFlowSettings(db, bodega, { flow, chosen: { isOn: true, sender: '111' } }, now)
  await throwSwitch(db, bodega, { flow, actor: 'ana' }, now)
  await keepWatched(db, bodega, { flow, until: now })
  await recordAudit(db, { ...bodega, actor: 'ana', command: 'stop-sending' }, now)
  await linkNumber(db)
  const known = {
    meta_id: '77',
    status: 'APPROVED',
    category: 'UTILITY',
    reason: null,
    quality: null,
    link_base: 'x',
  }
  const { name, language } = template
  await saveTemplate(db, bodega, { ...known, name, language, waba_id: wabaId }, now)
  const app = { name: 'bodega', appId: '1', secretSealed: 'v1.x', verifyTokenSealed: 'v1.y' }
  await saveMetaApp(db, { ...bodega, ...app }, now)
  const own = { name: 'bodega_due', category: 'utility', wordings: {}, variables: {} } as const
  await saveOwnText(db, bodega, { ...own, code: undefined }, now)
  const picture = pictureIn(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))!
  await savePicture(db, bodega, { name: own.name, picture }, now)
  const maya = await enrollMaya(db)
  await recordMove(db, bodega, { shopperId: maya.shopperId, from: [phone], to: '+34600000009' }, now)
  await keepSide(db, bodega, { shopperId: maya.shopperId, side: 'held-out', salt: 's', share: 0.1 }, now)
  const entry = { purpose: 'service', state: 'granted', source: 'operator', sourceRef: 'ana' } as const
  await appendConsent(db, bodega, { ...entry, shopperId: maya.shopperId, givenAt: now }, now)
  await handleEvent(db)
  await sendAndClick(db, maya)
  await talk(db, maya)
  return { db, maya, recoveryId: await pay(db, maya) }
}

function linkNumber(db: Db) {
  const number = { phoneNumberId: '111', wabaId, app: 'default', displayPhone: '+34 111' }
  const seen = {
    quality: 'GREEN',
    messagingLimit: 'TIER_2K',
    throughput: 'STANDARD',
    status: 'CONNECTED',
    portfolioId: '77',
  }
  const token = { tokenSealed: 'v1.sealed', tokenExpiresAt: undefined, isDefault: true }
  return saveNumber(db, { ...bodega, ...number, ...seen, ...token, verifiedName: 'Bodega' }, now)
}

async function handleEvent(db: Db) {
  await createKeeper(db)(received('evt_1'))
  const rows = await claimInbox(db, { limit: 1, leaseMs: 1, only: 'others' }, now)
  await keepSetAside(db, received('evt_2'), 'No such flow')
  await stamp(db, rows, { state: 'handled', reason: 'enrolled', subject: 'in_renewal' }, now)
}

async function sendAndClick(db: Db, { nudges }: Enrolled) {
  const nudge = nudges[0]!
  const decision = { kind: 'send', gate: 'all', reason: 'clear' } as const
  await recordDecision(db, nudge, { decision, saw: {} }, now)
  await addSend(db, nudge, { phoneNumberId: '111', to: '+34600000001' }, now)
  await addPayLink(db, nudge, 'token', now)
  await recordClick(db, (await findPayLink(db, 'token'))!, now)
}

async function talk(db: Db, { shopperId, enrollment }: Enrolled) {
  const heard = {
    wamid: 'wamid.in',
    kind: 'text',
    answered_as: null,
    from_name: phone,
    body: 'Hola',
    nudge_id: null,
  }
  await addMessage(db, bodega, { ...heard, shopper_id: shopperId, phone_number_id: '111' }, now)
  const said = { author: 'bot', wish: 'contact', repliesTo: 'wamid.in', nudgeId: undefined } as const
  const content = { kind: 'text', body: 'Hola' } as const
  await addAnswer(db, bodega, { ...said, shopperId, phoneNumberId: '111', to: phone, content }, now)
  await giveThread(db, bodega, { shopperId, heldBy: 'person', actor: 'ana' }, now)
  await keepPromise(db, enrollment, now, now)
  await inTransaction(db, (tx) => recordIntervention(tx, enrollment, { kind: 'pause', actor: 'ana' }, now))
}

async function pay(db: Db, { enrollment }: Enrolled): Promise<string> {
  const money = { amount: 2400, currency: 'eur' }
  const payment = {
    key: 'pi_1',
    money,
    refunded: 0,
    isDisputed: false,
    lost: 0,
    paidAt: now,
    throughStripe: true,
  }
  return (await recordPayments(db, enrollment, { payments: [payment], attemptCount: 1 }, now))!.id
}

type Read = (stock: Stock, key: AccountKey) => Promise<unknown>
const inOther = <T extends AccountKey>(thing: T, key: AccountKey): T => ({ ...thing, ...key })
const reads: readonly [string, Read][] = [
  ['the account', ({ db }, key) => findAccount(db, key)],
  ['an allowed number', ({ db }, key) => isAllowed(db, key, phone)],
  ['the allow-list', ({ db }, key) => listAllowed(db, key)],
  ['what holds for it and a flow', ({ db }, key) => readRules(db, key, flow).catch(() => undefined)],
  ['what was chosen for it', async ({ db }, key) => (await chosenForAccount(db, key)).mode],
  ['a flow’s switch', ({ db }, key) => isFlowOn(db, key, flow)],
  ['what was chosen for a flow', async ({ db }, key) => (await readFlowSettings(db, key, flow)).sender],
  ['until when a flow has watched', ({ db }, key) => watchedUntil(db, key, flow)],
  ['a Meta app of its own', ({ db }, key) => listMetaApps(db, key)],
  ['a text of its own', ({ db }, key) => findOwnText(db, key, 'bodega_due')],
  ['the picture of that', ({ db }, key) => pictureOf(db, key, 'bodega_due')],
  [
    'where a customer moved to',
    ({ db }, key) => movedTo(db, key, { customerId: 'cus_maya', phones: [phone] }),
  ],
  ['what is stopped', ({ db }, key) => listSwitches(db, key)],
  ['whether a flow is stopped', ({ db }, key) => stoppedBy(db, key, flow)],
  ['a shopper’s side', ({ db, maya }, key) => readSide(db, key, maya.shopperId)],
  ['who changed what', ({ db }, key) => listAudit(db, key, 10)],
  ['the linked numbers', ({ db }, key) => listNumbers(db, key)],
  ['the WhatsApp number', ({ db }, key) => defaultNumber(db, key)],
  ['the texts', ({ db }, key) => listTemplates(db, key, wabaId)],
  ['the approval of a text', ({ db }, key) => readTemplate(db, key, template)],
  [
    'a shopper by phone',
    ({ db }, key) => findShoppers(db, key, { identities: [{ kind: 'phone', value: phone }] }),
  ],
  [
    'a shopper by customer',
    ({ db }, key) => findShoppers(db, key, { identities: [], customerId: 'cus_maya' }),
  ],
  ['what a shopper last wrote', ({ db, maya }, key) => lastHeard(db, key, maya)],
  ['the threads', ({ db }, key) => listThreads(db, key, 10)],
  ['what nobody has read', ({ db, maya }, key) => countUnread(db, key, maya.shopperId)],
  ['a thread', ({ db, maya }, key) => readThread(db, key, maya.shopperId)],
  ['who holds a thread', ({ db, maya }, key) => currentTurn(db, key, maya.shopperId)],
  [
    'how much a shopper was answered',
    ({ db, maya }, key) => countAnswers(db, key, { shopperId: maya.shopperId, since: now }),
  ],
  ['a day a shopper named', ({ db, maya }, key) => promisedUntil(db, inOther(maya.enrollment, key))],
  ['who paused an enrollment', ({ db, maya }, key) => pauseOf(db, inOther(maya.enrollment, key))],
  ['the open matters of a shopper', ({ db, maya }, key) => openEnrollments(db, key, maya.shopperId)],
  ['the last message for a shopper', ({ db, maya }, key) => lastNudge(db, key, maya.shopperId)],
  ['where links lead', ({ db }, key) => linkBaseOf(db, key)],
  ['a shopper’s consent', ({ db, maya }, key) => readLedger(db, key, maya.shopperId)],
  [
    'an enrollment by subject',
    ({ db }, key) => findEnrollment(db, key, { flow: 'failed-payment', subject: 'in_renewal' }),
  ],
  ['an enrollment by id', ({ db, maya }, key) => enrollmentById(db, key, maya.enrollment.id)],
  [
    'what a settlement is about',
    ({ db }, key) => candidateEnrollments(db, key, { subjects: ['in_renewal'] }),
  ],
  [
    'what a customer’s end is about',
    ({ db }, key) => candidateEnrollments(db, key, { subjects: [], customer: 'cus_maya' }),
  ],
  [
    'what a refund is about',
    ({ db }, key) => candidateEnrollments(db, key, { subjects: [], payment: 'pi_1' }),
  ],
  [
    'the facts of a subject',
    ({ db, maya }, key) => readFacts(db, inOther(maya.enrollment, key)).catch(() => undefined),
  ],
  ['a message', ({ db, maya }, key) => nudgeById(db, key, maya.nudges[0]!.id)],
  ['the messages of an enrollment', ({ db, maya }, key) => nudgesOf(db, inOther(maya.enrollment, key))],
  ['the recovery', ({ db, maya }, key) => findRecovery(db, inOther(maya.enrollment, key))],
  ['the payments', ({ db, recoveryId }, key) => paymentsOf(db, { ...key, id: recoveryId })],
  ['what the messages did', ({ db, maya }, key) => nudgeEvidence(db, inOther(maya.enrollment, key))],
  ['what is planned', ({ db }, key) => listPlanned(db, key, { limit: 10 })],
  ['what was set aside', ({ db }, key) => countSetAside(db, key)],
  ['the history of an invoice', ({ db }, key) => readHistories(db, key, ['in_renewal'])],
  ['the history of a message', ({ db, maya }, key) => readHistories(db, key, [maya.nudges[0]!.id])],
  ['the messages sent', ({ db }, key) => listSends(db, key, 10)],
  ['the money', ({ db }, key) => sumRecoveries(db, key)],
  ['the clicks', ({ db }, key) => countClicks(db, key)],
  ['the events of an invoice', ({ db }, key) => listEvents(db, key, ['in_renewal'])],
  ['the webhooks set aside', ({ db }, key) => listSetAside(db, key, 10)],
  ['how often a subject changed', ({ db }, key) => countStamped(db, key, ['in_renewal'])],
]

const isNothing = (found: unknown) => !found || (Array.isArray(found) && found.length === 0)

describe.each(reads)('%s', (_, read) => {
  test('is there for the account itself', async () => {
    expect(isNothing(await read(stock, bodega))).toBe(false)
  })

  test.each([
    ['another account', bakery],
    ['the account’s sandbox', bodegaSandbox],
    ['another account’s sandbox', { environment: 'sandbox', accountId: 'acct_bakery' }],
  ] as const)('is not there for %s', async (_, key) => {
    expect(isNothing(await read(stock, key))).toBe(true)
  })
})

describe('another account', () => {
  test.each([bakery, bodegaSandbox])(
    'cannot change what is the bodega’s: $environment $accountId',
    async (key) => {
      const { db, maya } = stock
      expect(await cancelWaiting(db, inOther(maya.enrollment, key))).toBe(0)
      const move = { from: ['scheduled', 'sending'], to: 'cancelled' } as const
      expect(await setState(db, inOther(maya.nudges[0]!, key), move)).toBe(false)
      expect(await releaseSwitch(db, key, flow)).toBeUndefined()
      const drawn = { shopperId: maya.shopperId, side: 'treated', salt: 's', share: 0 } as const
      await expect(keepSide(db, key, drawn, now)).rejects.toThrow('merged')
      expect(await readSide(db, bodega, maya.shopperId)).toBe('held-out')
    },
  )

  test('cannot link a number that is already the bodega’s', async () => {
    const number = (await defaultNumber(stock.db, bodega))!
    await expect(saveNumber(stock.db, { ...number, ...bakery }, now)).rejects.toThrow(/unique/i)
    expect(await defaultNumber(stock.db, bodega)).toEqual(number)
  })
})
