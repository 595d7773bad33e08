import { z } from 'zod'
import { chooseAlarmWays, showAlarmWays } from '../../commands/choose-alarm-ways.ts'
import type { CommandTools } from '../../commands/tools.ts'
import { mayDo } from '../../stripe/roles.ts'
import type { AlarmWays } from './contract.ts'
import type { Asking, Endpoint } from './endpoint.ts'

const address = z.string().trim().min(1).max(500).nullish()

/** Where alarms go. */
export const alarmWays: Endpoint<'/panel/alarm-ways'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: async (tools, asking) => shown(await showAlarmWays(tools, asking), { tools, asking }),
}

/** Chooses where alarms go. Each time it gives a webhook a new secret, which is told to whoever chose it and kept in no answer. */
export const chooseWays: Endpoint<'/panel/alarm-ways/choose'> = {
  kind: 'mint',
  right: 'choose',
  ask: z.strictObject({ webhook: address, email: address }),
  async answer(tools, asking, { webhook, email }) {
    const wanted = {
      ...(webhook === undefined ? {} : { webhook }),
      ...(email === undefined ? {} : { email }),
    }
    const { newSecret = null, ...ways } = await chooseAlarmWays(tools, asking, wanted)
    return { ...shown(ways, { tools, asking }), newSecret }
  },
}

type Ways = Awaited<ReturnType<typeof showAlarmWays>>

/** The whole address of a webhook lets whoever knows it write there, so others see only where it is. */
function shown(
  { webhook, email }: Ways,
  { tools, asking }: { readonly tools: CommandTools; readonly asking: Asking },
): AlarmWays {
  const isWhole = mayDo(asking.roles, 'choose')
  return {
    webhook: webhook === undefined ? null : isWhole ? webhook : new URL(webhook).origin,
    email: email ?? null,
    canMail: tools.bell.mail !== undefined,
    newSecret: null,
  }
}
