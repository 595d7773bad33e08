import { z } from 'zod'
import { openConnectPage, signupApp } from '../../commands/connect-number.ts'
import { linkNumber } from '../../commands/link-number.ts'
import { type ListedNumber, listLinked } from '../../commands/list-numbers.ts'
import { listApps } from '../../commands/meta-apps.ts'
import { requestNumberCode } from '../../commands/request-code.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import { chooseDefaultNumber, unlinkNumber } from '../../commands/unlink-number.ts'
import { codeWays } from '../../whatsapp/numbers.ts'
import type { Numbers, ShownNumber } from './contract.ts'
import type { Endpoint } from './endpoint.ts'

const id = z.string().max(100)
const digits = z.string().max(20)
const credentials = {
  phoneNumberId: id,
  wabaId: id,
  token: z.string().max(2_000),
  app: z.string().max(100).optional(),
}
const stillSubscribed =
  'Meta could not be told to stop its webhooks. Remove the app from the WhatsApp account in WhatsApp Manager'

/** The linked numbers, with what Meta last said of them. */
export const numbers: Endpoint<'/panel/numbers'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: (tools, asking) => readNumbers(tools, asking, []),
}

/** Links a number, once Meta has confirmed its credentials. */
export const linkOne: Endpoint<'/panel/numbers/link'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ ...credentials, pin: digits.optional(), code: digits.optional() }),
  async answer(tools, asking, given) {
    const { warnings } = await linkNumber(tools, asking, given)
    return readNumbers(tools, asking, warnings)
  },
}

/** Has Meta send a code to a number that is not verified yet. */
export const askForCode: Endpoint<'/panel/numbers/code'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ ...credentials, way: z.enum(codeWays) }),
  async answer(tools, asking, wanted) {
    await requestNumberCode(tools, asking, wanted)
    return { sent: true }
  },
}

/** Opens the page on which a number is linked through Meta. */
export const openConnect: Endpoint<'/panel/numbers/connect'> = {
  kind: 'mint',
  right: 'choose',
  ask: z.strictObject({}),
  async answer(tools, asking) {
    const { url, endsAt } = await openConnectPage(tools, asking)
    return { url, endsAt: endsAt.epochMilliseconds }
  },
}

/** Makes a number the one the account sends from. */
export const chooseDefault: Endpoint<'/panel/numbers/default'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ phoneNumberId: id }),
  async answer(tools, asking, { phoneNumberId }) {
    await chooseDefaultNumber(tools, asking, phoneNumberId)
    return readNumbers(tools, asking, [])
  },
}

/** Sends nothing from a number any more, and destroys its token. */
export const unlinkOne: Endpoint<'/panel/numbers/unlink'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ phoneNumberId: id }),
  async answer(tools, asking, { phoneNumberId }) {
    const { metaKnows } = await unlinkNumber(tools, asking, phoneNumberId)
    return readNumbers(tools, asking, metaKnows ? [] : [stillSubscribed])
  },
}

async function readNumbers(tools: CommandTools, by: By, warnings: readonly string[]): Promise<Numbers> {
  const linked = await listLinked(tools, by)
  const canConnect = signupApp(tools) !== undefined
  return { numbers: linked.map(shownNumber), apps: await listApps(tools, by), canConnect, warnings }
}

function shownNumber(number: ListedNumber): ShownNumber {
  const { phoneNumberId, wabaId, app, isDefault, seenAt, tokenExpiresAt } = number
  return {
    phoneNumberId,
    wabaId,
    app,
    isDefault,
    phone: number.displayPhone,
    name: number.verifiedName,
    status: number.status ?? null,
    quality: number.quality ?? null,
    messagingLimit: number.messagingLimit ?? null,
    seenAt: seenAt?.epochMilliseconds ?? null,
    tokenEndsAt: tokenExpiresAt?.epochMilliseconds ?? null,
  }
}
