import { z } from 'zod'
import {
  type AccountSettings,
  accountSettingsOf,
  problemsWithAccount,
  usualAccountSettings,
} from '../domain/settings.ts'
import { chosenForAccount, saveAccountSettings } from '../store/account-settings.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction } from '../store/database.ts'
import type { By, CommandTools } from './tools.ts'
import {
  type Checked,
  checkEach,
  chosenAfter,
  refuseNothing,
  refuseProblems,
  type Wanted,
  written,
} from './wanted.ts'

const fields = {
  mode: z.enum(['watch', 'live'], written('The mode is watch or live')),
  perDay: z.int(written('The messages a day are a whole number')),
  perWeek: z.int(written('The messages a week are a whole number')),
  sendingHours: z.object(
    { fromMinute: z.int(), toMinute: z.int() },
    written('The hours are written like 09:00-20:00'),
  ),
  holdOutShare: z.number(written('The hold-out is written like 10%')),
}
/** A change of an account's settings, by the names of `AccountSettings`. */
export type WantedAccountSettings = Wanted<typeof fields>

/** Chooses how an account writes to its shoppers, and returns all that holds then. It works before the next call. */
export async function chooseAccountSettings(
  tools: CommandTools,
  { actor, account }: By,
  wanted: WantedAccountSettings,
): Promise<AccountSettings> {
  refuseNothing(wanted)
  const { checked, problems } = checkEach(fields, wanted)
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    const chosen = await chosenForAccount(tx, account)
    const before = accountSettingsOf(chosen)
    const choice = changed(chosen, checked)
    const after = accountSettingsOf(choice)
    refuseProblems([...problems, ...problemsWithAccount(after)])
    await saveAccountSettings(tx, account, choice, now)
    await recordAudit(tx, { ...account, actor, command: 'choose-account-settings', before, after }, now)
    return after
  })
}

function changed(
  chosen: Partial<AccountSettings>,
  { perDay, perWeek, ...rest }: Checked<typeof fields>,
): Partial<AccountSettings> {
  if (perDay === undefined && perWeek === undefined) return chosenAfter<AccountSettings>(chosen, rest)
  if (perDay === null && perWeek === null)
    return chosenAfter<AccountSettings>(chosen, { ...rest, caps: null })
  const usual = usualAccountSettings.caps
  const { caps } = accountSettingsOf(chosen)
  return chosenAfter<AccountSettings>(chosen, {
    ...rest,
    caps: {
      perDay: perDay === undefined ? caps.perDay : (perDay ?? usual.perDay),
      perWeek: perWeek === undefined ? caps.perWeek : (perWeek ?? usual.perWeek),
    },
  })
}
