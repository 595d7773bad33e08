import { z } from 'zod'
import { chooseAccountSettings } from '../../commands/choose-account-settings.ts'
import { setUpAccount } from '../../commands/set-up-account.ts'
import { showSettings } from '../../commands/show-settings.ts'
import type { CommandTools } from '../../commands/tools.ts'
import { languageOf } from '../../domain/language.ts'
import { accountLimits } from '../../domain/settings.ts'
import { languages } from '../../domain/template.ts'
import type { AccountChoices } from './contract.ts'
import type { Asking, Endpoint } from './endpoint.ts'

const sender = z.strictObject({ country: z.string().max(10), number: z.string().max(100).nullable() })
const minute = z.int().min(0).max(1440)

/** How the account writes. */
export const settings: Endpoint<'/panel/settings'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: readChoices,
}

/** Chooses how the account writes. */
export const chooseSettings: Endpoint<'/panel/settings/choose'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({
    mode: z.enum(['watch', 'live']).nullish(),
    perDay: z.int().nullish(),
    perWeek: z.int().nullish(),
    sendingHours: z.strictObject({ fromMinute: minute, toMinute: minute }).nullish(),
    holdOutShare: z.number().nullish(),
    senders: z.array(sender).max(300).nullish(),
    staffed: z.boolean().nullish(),
    supportContact: z.string().max(1_000).nullish(),
    keepWordsDays: z.int().nullish(),
    autoCollection: z.boolean().nullish(),
  }),
  async answer(tools, asking, change) {
    await chooseAccountSettings(tools, asking, change)
    return readChoices(tools, asking)
  },
}

/** Chooses what is known of the account itself. */
export const chooseAccount: Endpoint<'/panel/account/choose'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ language: z.string().max(20) }),
  async answer(tools, asking, { language }) {
    const known = await setUpAccount(tools, asking, { language })
    return readChoices(tools, { ...asking, known })
  },
}

async function readChoices(tools: CommandTools, asking: Asking): Promise<AccountChoices> {
  const language = languageOf(asking.known.language) ?? 'en_US'
  return { ...(await showSettings(tools, asking)), limits: accountLimits, language, languages }
}
