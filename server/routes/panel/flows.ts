import { z } from 'zod'
import { chooseFlowSettings } from '../../commands/choose-flow-settings.ts'
import { showFlowSettings } from '../../commands/show-settings.ts'
import { showSwitches } from '../../commands/stop-sending.ts'
import { switchFlow } from '../../commands/switch-flow.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import { languageOf } from '../../domain/language.ts'
import type { TemplateText } from '../../domain/template.ts'
import type { Flow } from '../../flows/flow.ts'
import { flows as roster } from '../../flows/index.ts'
import { catalogue } from '../../whatsapp/catalogue/index.ts'
import type { FlowStep, Flows } from './contract.ts'
import type { Asking, Endpoint } from './endpoint.ts'

const key = z.string().max(100)

/** Every flow with its settings and texts. */
export const flows: Endpoint<'/panel/flows'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: readFlows,
}

/** Switches a flow on or off. */
export const switchOne: Endpoint<'/panel/flows/switch'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({ flow: key, isOn: z.boolean() }),
  async answer(tools, asking, setting) {
    await switchFlow(tools, asking, setting)
    return readFlows(tools, asking)
  },
}

/** Chooses how a flow writes. */
export const chooseFlow: Endpoint<'/panel/flows/choose'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({
    flow: key,
    change: z.strictObject({
      delayMinutes: z.array(z.int()).max(20).nullish(),
      holdOutShare: z.number().nullish(),
      windowDays: z.int().nullish(),
      perSubject: z.int().nullish(),
      stripeEmails: z.boolean().nullish(),
      besideEmails: z.boolean().nullish(),
      everyone: z.boolean().nullish(),
      sender: z.string().max(100).nullish(),
    }),
  }),
  async answer(tools, asking, { flow, change }) {
    await chooseFlowSettings(tools, asking, { flow, wanted: change })
    return readFlows(tools, asking)
  },
}

async function readFlows(tools: CommandTools, asking: Asking): Promise<Flows> {
  const stopped = new Set((await showSwitches(tools, asking)).map(({ flow }) => flow))
  return { flows: await Promise.all(roster.map((flow) => readFlow(tools, asking, { flow, stopped }))) }
}

async function readFlow(
  tools: CommandTools,
  asking: Asking,
  { flow, stopped }: { readonly flow: Flow; readonly stopped: ReadonlySet<string | undefined> },
): Promise<Flows['flows'][number]> {
  const { name, holds, usual } = await showFlowSettings(tools, asking satisfies By, flow.key)
  const delays = holds.delayMinutes ?? []
  const language = languageOf(asking.known.language) ?? 'en_US'
  const steps = delays.map((delayMinutes, index): FlowStep => {
    const text = holds.templates?.[index] ?? flow.steps[index]?.texts[0] ?? ''
    return { delayMinutes, text, preview: preview(catalogue[text]?.texts[language], asking.known.name) }
  })
  const isStopped = stopped.has(flow.key) || stopped.has(undefined)
  return { key: flow.key, name, purpose: flow.purpose, holds, usual, isStopped, steps }
}

/** The text as a phone shows it, filled with its examples and the name of the business. */
function preview(text: TemplateText | undefined, business: string): string {
  if (!text) return ''
  const values: Readonly<Record<string, string>> = { ...text.examples, business_name: business }
  return text.body.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
}
