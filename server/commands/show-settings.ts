import {
  type AccountSettings,
  type FlowSettings,
  usualAccountSettings,
  usualFlowSettings,
} from '../domain/settings.ts'
import type { Flow } from '../flows/flow.ts'
import { readAccountSettings } from '../store/account-settings.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { defaultNumber } from '../store/numbers.ts'
import { requireFlow } from './known-flow.ts'
import type { By, CommandTools } from './tools.ts'

/** What holds now, and what would hold if nothing had been chosen. */
export type ShownSettings<T> = { readonly holds: T; readonly usual: T }

/** A flow's settings with nothing left open. */
export type ShownFlow = ShownSettings<FlowSettings> & { readonly key: string; readonly name: string }

/** The settings of an account. */
export async function showSettings(
  { db }: CommandTools,
  { account }: By,
): Promise<ShownSettings<AccountSettings>> {
  return { holds: await readAccountSettings(db, account), usual: usualAccountSettings }
}

/** The settings of a flow; what was not chosen comes from the flow, the account or its default number. */
export async function showFlowSettings(
  { db }: CommandTools,
  { account }: By,
  key: string,
): Promise<ShownFlow> {
  const flow = requireFlow(key)
  const { holdOutShare } = await readAccountSettings(db, account)
  const sender = (await defaultNumber(db, account))?.phoneNumberId
  const fill = (settings: FlowSettings) => filled(settings, { flow, holdOutShare, sender })
  const holds = fill(await readFlowSettings(db, account, key))
  return { key, name: flow.name, holds, usual: fill(usualFlowSettings) }
}

type Around = {
  readonly flow: Flow
  readonly holdOutShare: number
  readonly sender: string | undefined
}

function filled(settings: FlowSettings, { flow, holdOutShare, sender }: Around): FlowSettings {
  const delayMinutes = settings.delayMinutes ?? flow.steps.map((step) => step.delayMinutes)
  const steps = flow.steps.slice(0, delayMinutes.length)
  return {
    ...settings,
    delayMinutes,
    templates: steps.map((_, index) => settings.templates?.[index] ?? null),
    otherTemplates: steps.map((_, index) => settings.otherTemplates?.[index] ?? null),
    holdOutShare: settings.holdOutShare ?? holdOutShare,
    windowDays: settings.windowDays ?? flow.windowDays,
    perSubject: settings.perSubject ?? steps.length,
    sender: settings.sender ?? sender,
  }
}
