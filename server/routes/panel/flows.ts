import { z } from 'zod'
import { chooseFlowSettings } from '../../commands/choose-flow-settings.ts'
import { showFlowSettings } from '../../commands/show-settings.ts'
import { showTexts } from '../../commands/show-texts.ts'
import { showSwitches } from '../../commands/stop-sending.ts'
import { switchFlow } from '../../commands/switch-flow.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import { languageOf } from '../../domain/language.ts'
import { flowLimits } from '../../domain/settings.ts'
import type { Flow } from '../../flows/flow.ts'
import { flows as roster } from '../../flows/index.ts'
import type { Ask, Flows } from './contract.ts'
import type { Asking, Endpoint } from './endpoint.ts'

const key = z.string().max(100)
/** Meta's names of texts are longer than our keys. */
const text = z.string().max(520).nullable()
const templates = z
  .array(z.strictObject({ step: z.int(), text }))
  .max(20)
  .nullish()

/** Every flow with its settings and texts. */
export const flows: Endpoint<'/panel/flows'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({ language: z.string().max(20).optional() }),
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
      fallbackLanguage: z.string().max(20).nullish(),
      templates,
      otherTemplates: templates,
    }),
  }),
  async answer(tools, asking, { flow, change }) {
    await chooseFlowSettings(tools, asking, { flow, wanted: change })
    return readFlows(tools, asking)
  },
}

async function readFlows(
  tools: CommandTools,
  asking: Asking,
  asked: Ask<'/panel/flows'> = {},
): Promise<Flows> {
  const language = languageOf(asked.language ?? asking.known.language) ?? 'en_US'
  const { texts, offersFor } = await showTexts(tools.db, asking.known, language)
  const stopped = new Set((await showSwitches(tools, asking)).map(({ flow }) => flow))
  const shown = roster.map(async (flow) => ({
    ...(await readFlow(tools, asking, flow)),
    isStopped: stopped.has(flow.key) || stopped.has(undefined),
    offers: offersFor(flow),
  }))
  return {
    language,
    limits: flowLimits,
    texts: texts.map(({ key, isOwn, example = null }) => ({ key, isOwn, preview: example })),
    flows: await Promise.all(shown),
  }
}

async function readFlow(tools: CommandTools, by: By, flow: Flow) {
  const { key, name, holds, usual } = await showFlowSettings(tools, by, flow.key)
  const steps = flow.steps.map(({ delayMinutes, texts }) => ({ delayMinutes, texts }))
  const { purpose, mayTellEveryone } = flow
  return { key, name, purpose, mayTellEveryone, holds, usual, steps }
}
