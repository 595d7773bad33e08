import { readAccountSettings } from '../store/account-settings.ts'
import { listSwitches } from '../store/kill-switches.ts'
import { defaultNumber } from '../store/numbers.ts'
import { readTemplate } from '../store/templates.ts'
import { templateStateOf } from '../whatsapp/templates.ts'
import type { By, CommandTools } from './tools.ts'
import { wantedTexts } from './wanted-texts.ts'

/** What keeps messages from going out although a flow is on, in words; empty when nothing does. */
export async function whatIsMissing(tools: CommandTools, by: By): Promise<readonly string[]> {
  return [...(await whatHolds(tools, by)), ...(await whatLacks(tools, by))]
}

/** What people decided, who may have forgotten it. */
async function whatHolds({ db }: CommandTools, { account }: By): Promise<readonly string[]> {
  const { mode } = await readAccountSettings(db, account)
  const switches = await listSwitches(db, account)
  return [
    ...(mode === 'watch'
      ? ['The account only watches, so nothing is sent until: npm run paynudge -- settings set --mode live']
      : []),
    ...(switches.length > 0 ? ['Sending is stopped: see npm run paynudge -- stop list'] : []),
  ]
}

async function whatLacks({ db }: CommandTools, { account }: By): Promise<readonly string[]> {
  const number = await defaultNumber(db, account)
  if (!number) return ['Nothing is sent until a number is linked: npm run paynudge -- number link']
  const wanted = await wantedTexts(db, account)
  const states = await Promise.all(
    wanted.map(async ({ template: { name, category }, language, number: { wabaId } }) =>
      templateStateOf(await readTemplate(db, account, { wabaId, name, language }), category),
    ),
  )
  const approved = states.filter((state) => state === 'approved')
  if (approved.length === wanted.length) return []
  return [
    `${approved.length} of ${wanted.length} texts are approved by Meta; the others are not sent with. ` +
      'See npm run paynudge -- template list',
  ]
}
