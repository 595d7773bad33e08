import { z } from 'zod'
import { chooseAccountSettings } from '../../commands/choose-account-settings.ts'
import { showSettings } from '../../commands/show-settings.ts'
import type { Endpoint } from './endpoint.ts'

const sender = z.strictObject({ country: z.string().max(10), number: z.string().max(100).nullable() })
const minute = z.int().min(0).max(1440)

/** How the account writes. */
export const settings: Endpoint<'/panel/settings'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: showSettings,
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
  }),
  async answer(tools, asking, change) {
    await chooseAccountSettings(tools, asking, change)
    return showSettings(tools, asking)
  },
}
