import { z } from 'zod'
import { languageOf } from '../domain/language.ts'
import { type OwnText, ownName } from '../domain/own-text.ts'
import {
  type FlowSettings,
  flowSettingsOf,
  type OwnPlan,
  type Problem,
  problemsWithFlow,
} from '../domain/settings.ts'
import { languages } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { chosenForFlow, saveFlowSettings } from '../store/flow-settings.ts'
import { findOwnText } from '../store/own-texts.ts'
import { problemsWithTexts } from './fitting-texts.ts'
import { requireFlow } from './known-flow.ts'
import { problemsWithSender } from './linked-senders.ts'
import type { By, CommandTools } from './tools.ts'
import {
  type Checked,
  checkEach,
  chosenAfter,
  refuseNothing,
  refuseProblems,
  type Wanted,
  written,
} from './wanted.ts'

const yesOrNo = (what: string) => z.boolean(written(`${what}: yes or no`))
const template = z.object(
  { step: z.int(), text: z.string().nullable() },
  written('A template is written like 1=payment_failed, or 1=usual'),
)
const templateList = z
  .array(template)
  .refine((texts) => new Set(texts.map(({ step }) => step)).size === texts.length, {
    error: 'A step has one text; this names two for the same',
  })
const fields = {
  delayMinutes: z.array(z.int(written('A delay is written like 0, 45m, 2h or 3d'))),
  /** Changes the steps it names; a text of null is the flow's own. */
  templates: templateList,
  /** The same for the second text of a step; null is none. */
  otherTemplates: templateList,
  holdOutShare: z.number(written('The hold-out is written like 10%')),
  windowDays: z.int(written('The window is written in days, like 30d')),
  perSubject: z.int(written('The messages about one subject are a whole number')),
  stripeEmails: yesOrNo('Whether Stripe e-mails about it'),
  besideEmails: yesOrNo('Whether to write beside such e-mails'),
  sender: z.string(written('The sender is a phone number id of Meta’s')),
  fallbackLanguage: z
    .string()
    .transform(languageOf)
    .pipe(z.enum(languages, { error: `There are texts in ${languages.join(', ')}` })),
  everyone: yesOrNo('Whether everybody is told, also where nothing is missing'),
}
/** A change of a flow's settings, by the names of `FlowSettings`. */
export type WantedFlowSettings = Wanted<typeof fields>

/**
 * Chooses how a flow writes, and returns all that holds then. An enrollment that has begun keeps its steps, delays and
 * window; the rest works before the next call.
 */
export async function chooseFlowSettings(
  tools: CommandTools,
  { actor, account }: By,
  { flow: key, wanted }: { readonly flow: string; readonly wanted: WantedFlowSettings },
): Promise<FlowSettings> {
  const flow = requireFlow(key)
  refuseNothing(wanted)
  const { checked, problems } = checkEach(fields, wanted)
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    const chosen = await chosenForFlow(tx, account, key)
    const before = { flow: key, ...flowSettingsOf(chosen) }
    const choice = changed(chosen, checked, flow)
    const settings = flowSettingsOf(choice)
    refuseProblems([
      ...problems,
      ...problemsWithFlow(settings, ownPlan(flow)),
      ...(await problemsWithChosenTexts(tx, account, { flow, checked })),
      ...(await problemsWithSender(tx, account, checked.sender)).map(about('sender')),
    ])
    await saveFlowSettings(tx, account, { flow: key, chosen: choice }, now)
    const after = { flow: key, ...settings }
    await recordAudit(tx, { ...account, actor, command: 'choose-flow-settings', before, after }, now)
    return settings
  })
}

async function problemsWithChosenTexts(
  tx: Tx,
  account: By['account'],
  { flow, checked }: { readonly flow: Flow; readonly checked: Checked<typeof fields> },
): Promise<readonly Problem[]> {
  const problems = (['templates', 'otherTemplates'] as const).map(async (field) => {
    const texts = checked[field] ?? []
    return problemsWithTexts(flow, texts, await ownTextsOf(tx, account, texts)).map(about(field))
  })
  return (await Promise.all(problems)).flat()
}

function about(field: string): (sentence: string) => Problem {
  return (sentence) => ({ field, sentence })
}

async function ownTextsOf(
  tx: Tx,
  account: By['account'],
  texts: readonly { readonly text: string | null }[],
): Promise<ReadonlyMap<string, OwnText>> {
  const found = new Map<string, OwnText>()
  for (const { text: key } of texts) {
    const name = key === null ? undefined : ownName(key)
    const text = name && (await findOwnText(tx, account, name))
    if (key && text) found.set(key, text)
  }
  return found
}

function ownPlan({ steps, windowDays }: Flow): OwnPlan {
  return { delayMinutes: steps.map(({ delayMinutes }) => delayMinutes), windowDays }
}

function changed(
  chosen: Partial<FlowSettings>,
  { templates, otherTemplates, ...rest }: Checked<typeof fields>,
  { steps }: Flow,
): Partial<FlowSettings> {
  const after = (change: Checked<typeof fields>['templates'], before: Texts | undefined) =>
    change && textsAfter(change, { before, steps: steps.length })
  return chosenAfter<FlowSettings>(chosen, {
    ...rest,
    templates: after(templates, chosen.templates),
    otherTemplates: after(otherTemplates, chosen.otherTemplates),
  })
}

type Texts = NonNullable<FlowSettings['templates']>
type ChosenText = z.output<typeof template>

/** Null once every step has the flow's own text again. */
function textsAfter(
  change: readonly ChosenText[],
  { before, steps }: { readonly before: Texts | undefined; readonly steps: number },
): Texts | null {
  const after = Array.from({ length: steps }, (_, index) => {
    const said = change.find(({ step }) => step === index + 1)
    return said ? said.text : (before?.[index] ?? null)
  })
  const last = after.findLastIndex((text) => text !== null)
  return last < 0 ? null : after.slice(0, last + 1)
}
