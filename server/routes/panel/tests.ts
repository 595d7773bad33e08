import { z } from 'zod'
import { allowPhone, listAllowedPhones } from '../../commands/allow-phone.ts'
import { sendTest } from '../../commands/send-test.ts'
import type { Endpoint } from './endpoint.ts'

const phone = z.string().max(40)

/** The merchant's own numbers, which get tests, and outside live mode everything. */
export const allowedPhones: Endpoint<'/panel/allowed-phones'> = {
  kind: 'read',
  right: 'choose',
  ask: z.strictObject({}),
  answer: async (tools, asking) => ({ phones: await listAllowedPhones(tools, asking) }),
}

/** Adds one of them. */
export const addPhone: Endpoint<'/panel/allowed-phones/add'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ phone }),
  async answer(tools, asking, ask) {
    await allowPhone(tools, asking, ask.phone)
    return { phones: await listAllowedPhones(tools, asking) }
  },
}

/** Sends a text to one of them, filled with its examples. */
export const testText: Endpoint<'/panel/texts/test'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ phone, text: z.string().max(100) }),
  async answer(tools, asking, ask) {
    await sendTest(tools, asking, { to: ask.phone, key: ask.text })
    return { accepted: true }
  },
}
