import { readAccountSettings } from '../store/account-settings.ts'
import { type KillSwitch, listSwitches } from '../store/kill-switches.ts'
import { defaultNumber } from '../store/numbers.ts'
import { readTemplate } from '../store/templates.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import type { By, CommandTools } from './tools.ts'
import { wantedTexts } from './wanted-texts.ts'

/** Something that keeps messages from going out although a flow is on. */
export type Missing =
  | { readonly kind: 'watch-only' }
  | { readonly kind: 'stopped'; readonly by: KillSwitch }
  | { readonly kind: 'no-number' }
  | { readonly kind: 'texts-unapproved'; readonly approved: number; readonly wanted: number }

/** What keeps messages from going out although a flow is on, in words; empty when nothing does. */
export async function whatIsMissing(tools: CommandTools, by: By): Promise<readonly string[]> {
  return [...new Set((await findMissing(tools, by)).map(wordsFor))]
}

/** What keeps messages from going out although a flow is on: first what people decided, who may have forgotten it. */
export async function findMissing(tools: CommandTools, by: By): Promise<readonly Missing[]> {
  return [...(await whatHolds(tools, by)), ...(await whatLacks(tools, by))]
}

function wordsFor(missing: Missing): string {
  switch (missing.kind) {
    case 'watch-only':
      return 'The account only watches, so nothing is sent until: npm run paynudge -- settings set --mode live'
    case 'stopped':
      return 'Sending is stopped: see npm run paynudge -- stop list'
    case 'no-number':
      return 'Nothing is sent until a number is linked: npm run paynudge -- number link'
    case 'texts-unapproved':
      return (
        `${missing.approved} of ${missing.wanted} texts are approved by Meta; the others are not sent with. ` +
        'See npm run paynudge -- template list'
      )
  }
}

async function whatHolds({ db }: CommandTools, { account }: By): Promise<readonly Missing[]> {
  const { mode } = await readAccountSettings(db, account)
  const switches = await listSwitches(db, account)
  return [
    ...(mode === 'watch' ? [{ kind: 'watch-only' } as const] : []),
    ...switches.map((by) => ({ kind: 'stopped', by }) as const),
  ]
}

async function whatLacks({ db }: CommandTools, { account }: By): Promise<readonly Missing[]> {
  const number = await defaultNumber(db, account)
  if (!number) return [{ kind: 'no-number' }]
  const wanted = await wantedTexts(db, account)
  const states = await Promise.all(
    wanted.map(async ({ template: { name, category }, language, number: { wabaId } }) =>
      templateStateOf(await readTemplate(db, account, { wabaId, name, language }), category),
    ),
  )
  const approved = states.filter((state) => state === 'approved').length
  if (approved === wanted.length) return []
  return [{ kind: 'texts-unapproved', approved, wanted: wanted.length }]
}
