import { z } from 'zod'
import { resumeSending, showSwitches, stopSending } from '../../commands/stop-sending.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import type { Stops } from './contract.ts'
import type { Endpoint } from './endpoint.ts'

const flow = z.string().max(100).optional()

/** What is stopped. */
export const sending: Endpoint<'/panel/sending'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: readStops,
}

/** Stops every message of the account, or of one flow. */
export const stop: Endpoint<'/panel/sending/stop'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ flow, note: z.string().optional() }),
  async answer(tools, asking, what) {
    await stopSending(tools, asking, defined(what))
    return readStops(tools, asking)
  },
}

/** Lets the account, or one flow of it, send again. */
export const resume: Endpoint<'/panel/sending/resume'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ flow }),
  async answer(tools, asking, what) {
    await resumeSending(tools, asking, defined(what))
    return readStops(tools, asking)
  },
}

async function readStops(tools: CommandTools, by: By): Promise<Stops> {
  const stops = await showSwitches(tools, by)
  return {
    stops: stops.map((one) => ({
      flow: one.flow ?? null,
      since: one.since.epochMilliseconds,
      note: one.note ?? null,
    })),
  }
}

function defined(what: { readonly flow?: string | undefined; readonly note?: string | undefined }) {
  return {
    ...(what.flow === undefined ? {} : { flow: what.flow }),
    ...(what.note === undefined ? {} : { note: what.note }),
  }
}
