import { accountCommands } from './account.ts'
import { alarmCommands } from './alarms.ts'
import { auditCommands } from './audit.ts'
import type { Commands } from './command.ts'
import { consentCommands } from './consents.ts'
import { flowCommands } from './flows.ts'
import { nudgeCommands } from './nudges.ts'
import { numberCommands } from './numbers.ts'
import { resultCommands } from './results.ts'
import { settingCommands } from './settings.ts'
import { stopCommands } from './stops.ts'
import { threadCommands } from './threads.ts'
import { tryCommands } from './try-out.ts'

/** Every command, by its words, in the order `help` lists them. */
export const commands: Commands = {
  ...accountCommands,
  ...numberCommands,
  ...flowCommands,
  ...settingCommands,
  ...tryCommands,
  ...consentCommands,
  ...threadCommands,
  ...nudgeCommands,
  ...stopCommands,
  ...alarmCommands,
  ...resultCommands,
  ...auditCommands,
}
