import { z } from 'zod'
import type { AccountKey } from '../domain/account.ts'
import { isCountry } from '../domain/phone.ts'
import {
  type AccountSettings,
  accountSettingsOf,
  type Problem,
  problemsWithAccount,
  usualAccountSettings,
} from '../domain/settings.ts'
import { chosenForAccount, saveAccountSettings } from '../store/account-settings.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { problemsWithSender } from './linked-senders.ts'
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
  /** Changes the countries it names; a number of null is the default. */
  senders: z.array(
    z.object(
      {
        country: z.string().refine(isCountry, { error: 'A country is two letters, such as DE' }),
        number: z.string().nullable(),
      },
      written('A sender is written like DE=123456789, or DE=usual'),
    ),
  ),
  staffed: z.boolean(written('Staffed is yes or no')),
  supportContact: z.string(written('The support contact is a text')),
  keepWordsDays: z.int(written('How long words are kept is written like 30d')),
  autoCollection: z.boolean(written('Automatic collection is yes or no')),
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
    refuseProblems([
      ...problems,
      ...problemsWithAccount(after),
      ...(await problemsWithSenders(tx, account, checked.senders ?? [])),
    ])
    await saveAccountSettings(tx, account, choice, now)
    await recordAudit(tx, { ...account, actor, command: 'choose-account-settings', before, after }, now)
    return after
  })
}

async function problemsWithSenders(
  tx: Tx,
  account: AccountKey,
  senders: NonNullable<Checked<typeof fields>['senders']>,
): Promise<readonly Problem[]> {
  const problems = await Promise.all(senders.map(({ number }) => problemsWithSender(tx, account, number)))
  return problems.flat().map((sentence) => ({ field: 'senders', sentence }))
}

function sendersAfter(
  before: AccountSettings['senders'],
  change: Checked<typeof fields>['senders'],
): AccountSettings['senders'] | null | undefined {
  if (!change) return change
  const said = change.map(({ country, number }) => [country, number] as const)
  const after = Object.entries({ ...before, ...Object.fromEntries(said) })
  const kept = after.filter((entry): entry is [string, string] => entry[1] !== null)
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

function changed(
  chosen: Partial<AccountSettings>,
  { perDay, perWeek, senders, ...others }: Checked<typeof fields>,
): Partial<AccountSettings> {
  const rest = { ...others, senders: sendersAfter(accountSettingsOf(chosen).senders, senders) }
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
