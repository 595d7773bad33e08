import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openShop } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import type { Random } from '../crash/random.ts'
import type { Ledger } from './ledger.ts'
import type { Person } from './person.ts'
import { ownHost } from './plots.ts'

/** The flows that are on: all of them. */
export const flowsOn: readonly string[] = [
  ...['failed-payment', 'payment-action-required', 'failed-one-off', 'abandoned-checkout'],
  ...['pending-voucher', 'failed-voucher', 'invoice-due', 'invoice-overdue'],
  ...['card-expiring', 'trial-ending', 'upcoming-renewal', 'win-back'],
]

/** What the merchant chose, as the checks know it. */
export const choices = { perDay: 1, perWeek: 3, fromHour: 9, toHour: 20, holdOutShare: 0.1 } as const

/** Long enough for the last message of each flow, so that the month ends within the next one. */
const windows: Readonly<Record<string, string>> = {
  'abandoned-checkout': '4d',
  'win-back': '31d',
  'invoice-due': '31d',
  'invoice-overdue': '31d',
}

const shareWithOffers = 0.6
const hoursOfHandingIn = 12

/** A shop with every flow on, which holds some of its customers out, and hears of what it is told to listen to. */
export async function openMonthShop(world: World): Promise<void> {
  world.stripe.chooseEvents(world.merchant.accountId, await world.run('events', 'types'))
  await openShop(
    world,
    ['account', 'set', '--link-domain', ownHost],
    ['settings', 'set', '--hold-out', `${choices.holdOutShare * 100}%`],
    ...flowsOn.map((flow) => ['flow', 'on', flow]),
    ...Object.entries(windows).map(([flow, window]) => ['flow', 'set', flow, '--window', window]),
  )
  await handInTexts(world)
}

/** More texts than Meta takes in an hour are handed in hour by hour, as the command says, before the month begins. */
async function handInTexts(world: World): Promise<void> {
  for (let hour = 0; hour < hoursOfHandingIn; hour += 1) {
    const said = await world.run('template', 'push')
    await world.advance({ hours: 1 })
    if (!said.some((line) => / texts? waits? /.test(line))) return
  }
  throw new Error('The texts are never all handed in')
}

/** Most of them also signed a form about offers, which the merchant hands in as a file. */
export async function importOffers(
  world: World,
  people: readonly Person[],
  { random, ledger }: { readonly random: Random; readonly ledger: Ledger },
): Promise<void> {
  const phones = new Set(people.flatMap(({ phone }) => phone ?? []))
  const at = world.clock.now()
  const lines = [...phones]
    .filter(() => random.chance(shareWithOffers))
    .map((phone, number) => {
      ledger.note({ of: phone, purpose: 'marketing', isGranted: true, at: at.epochMilliseconds })
      return `${phone},${at.toString()},Offers by WhatsApp please,form ${number},marketing`
    })
  const folder = await mkdtemp(path.join(tmpdir(), 'paynudge-month-'))
  const file = path.join(folder, 'offers.csv')
  await writeFile(file, ['phone,consented_at,wording,proof,purpose', ...lines].join('\n'))
  const [said] = await world.run('consent', 'import', file)
  await rm(folder, { recursive: true })
  if (!said?.startsWith(`${lines.length} imported`)) throw new Error(`Of ${lines.length} consents: ${said}`)
}

/** Each morning the merchant looks which flows have stopped themselves because people complained, and lets them go on. */
export async function resumeFlows({ house, run }: World): Promise<void> {
  const rows = await house.tools.db.selectFrom('kill_switch').select('flow').where('flow', '<>', '').execute()
  for (const { flow } of rows) await run('resume', 'flow', flow)
}
