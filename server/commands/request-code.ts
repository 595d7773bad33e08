import { z } from 'zod'
import { findAccount } from '../store/accounts.ts'
import { recordAudit } from '../store/audit.ts'
import { codeWays, requestCode } from '../whatsapp/numbers.ts'
import { credentialFields, tryToken } from './number-credentials.ts'
import { type By, type CommandTools, refusalAbout } from './tools.ts'
import { readGiven } from './wanted.ts'

const given = z.object({
  ...credentialFields,
  way: z.enum(codeWays, { error: 'A code comes by SMS or by VOICE' }).default('SMS'),
})
/** A number that Meta is to send a code to, and how. */
export type WantedCode = z.input<typeof given>

/** Has Meta send a code to a number that is not verified yet, in the language of the account. */
export async function requestNumberCode(
  tools: CommandTools,
  { actor, account }: By,
  wanted: WantedCode,
): Promise<void> {
  const credentials = readGiven(given, wanted)
  await tryToken(tools, account, credentials)
  const { way, phoneNumberId } = credentials
  const language = (await findAccount(tools.db, account))?.language ?? 'en_US'
  const unsent = await requestCode(tools.whatsapp, credentials, { way, language })
  if (unsent) throw refusalAbout(unsent.about, unsent.why)
  const after = { phoneNumberId, way }
  await recordAudit(tools.db, { ...account, actor, command: 'request-code', after }, tools.clock.now())
}
