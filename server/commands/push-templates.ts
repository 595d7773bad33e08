import type { AccountKey } from '../domain/account.ts'
import { type Language, languages, type Template } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import { flows } from '../flows/index.ts'
import { recordAudit } from '../store/audit.ts'
import { type Db, inTransaction } from '../store/database.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { type LinkedNumber, senderFor } from '../store/numbers.ts'
import { type KnownTemplate, listTemplates, saveTemplate } from '../store/templates.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import {
  createTemplate,
  editTemplate,
  fetchTemplates,
  goneStatuses,
  type MetaTemplate,
} from '../whatsapp/templates.ts'
import { openNumber, openSender, type Sender } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** What became of one text in one language. */
export type PushedText = {
  readonly name: string
  readonly language: Language
  readonly result: 'created' | 'edited' | 'unchanged' | 'refused'
  readonly text: string
}

const switchOn = '`npm run paynudge -- flow on failed-payment`'

type Text = { readonly template: Template; readonly language: Language }
/** A text, and the number it is sent from: Meta approves it for the number's business account. */
type WantedText = Text & { readonly number: LinkedNumber }

/**
 * Hands every text of the flows that are on in for review, at each business account they are sent from: new ones are
 * created, ones whose link leads to another address are edited, the others stay as they are. One text that Meta refuses
 * does not stop the rest.
 */
export async function pushTemplates(tools: CommandTools, by: By): Promise<readonly PushedText[]> {
  await openSender(tools, by)
  const wanted = await wantedTexts(tools.db, by.account)
  if (wanted.length === 0)
    throw refusal(`Switch a flow on first, so that its texts are handed in: ${switchOn}`)
  const pushed: PushedText[] = []
  for (const texts of Map.groupBy(wanted, ({ number }) => number.wabaId).values())
    pushed.push(...(await pushTogether(tools, by, texts)))
  return pushed
}

/** The texts of one business account. */
async function pushTogether(
  tools: CommandTools,
  by: By,
  texts: readonly WantedText[],
): Promise<readonly PushedText[]> {
  const [first] = texts
  if (!first) return []
  const sender = openNumber(tools, first.number)
  const { wabaId } = first.number
  const atMeta = await fetchTemplates(tools.whatsapp, sender.token, wabaId)
  const known = [...(await listTemplates(tools.db, by.account, wabaId)), ...atMeta.flatMap(adopted(wabaId))]
  const pushed: PushedText[] = []
  for (const text of texts) {
    const isThis = (one: { readonly name: string; readonly language: string }) =>
      one.name === text.template.name && one.language === text.language
    // A text Meta has no more is made again, whatever we remember of it.
    const before = atMeta.some(isThis) ? known.find(isThis) : undefined
    pushed.push(await pushOne(tools, by, { sender, text, before }))
  }
  return pushed
}

/** A text of ours that Meta has and we forgot; where its link leads is not known, so it is handed in again. */
function adopted(wabaId: string) {
  return ({ metaId, name, language, status, category, reason }: MetaTemplate): readonly KnownTemplate[] => {
    const ours = languages.find((code) => code === language)
    const known = {
      waba_id: wabaId,
      name,
      meta_id: metaId,
      status,
      category,
      reason: reason ?? null,
      link_base: '',
    }
    return ours ? [{ ...known, language: ours }] : []
  }
}

/** Every text that the flows an account has switched on may choose, in every language, once for each business account. */
export async function wantedTexts(db: Db, account: AccountKey): Promise<readonly WantedText[]> {
  const found = (await Promise.all(flows.map((flow) => textsOf(db, account, flow)))).flat()
  const once = new Map(found.map((text) => [`${text.number.wabaId} ${text.key}`, text]))
  return [...once.values()].flatMap(({ key, number }) => {
    const template = catalogue[key]
    return template ? languages.map((language) => ({ template, language, number })) : []
  })
}

type FlowText = { readonly key: string; readonly number: LinkedNumber }

/** Those the merchant chose, and the flow's own for the other steps; none of a flow that is off or has no number. */
async function textsOf(
  db: Db,
  account: AccountKey,
  { key: flow, steps }: Flow,
): Promise<readonly FlowText[]> {
  const { isOn, templates = [], sender } = await readFlowSettings(db, account, flow)
  const number = await senderFor(db, account, sender)
  if (!isOn || !number) return []
  const keys = steps.flatMap(({ texts }, index) => templates[index] ?? texts)
  return keys.map((key) => ({ key, number }))
}

type Pushing = { readonly sender: Sender; readonly text: Text; readonly before: KnownTemplate | undefined }

async function pushOne(tools: CommandTools, by: By, pushing: Pushing): Promise<PushedText> {
  const { before, text } = pushing
  const name = text.template.name
  const { language } = text
  if (before && goneStatuses.includes(before.status)) return create(tools, by, pushing)
  if (before?.link_base === tools.publicUrl)
    return { name, language, result: 'unchanged', text: before.status }
  return before ? edit(tools, by, { ...pushing, before }) : create(tools, by, pushing)
}

async function create(tools: CommandTools, by: By, { sender, text }: Pushing): Promise<PushedText> {
  const { template, language } = text
  const { wabaId } = sender.number
  const credentials = { token: sender.token, wabaId }
  const pushed = await createTemplate(tools.whatsapp, credentials, { ...text, linkBase: tools.publicUrl })
  if (pushed.kind === 'refused')
    return { name: template.name, language, result: 'refused', text: pushed.text }
  const { metaId, status, category } = pushed
  await keep(tools, by, {
    waba_id: wabaId,
    name: template.name,
    language,
    meta_id: metaId,
    status,
    category,
    reason: null,
    link_base: tools.publicUrl,
  })
  return { name: template.name, language, result: 'created', text: status }
}

async function edit(
  tools: CommandTools,
  by: By,
  { sender, text, before }: Pushing & { readonly before: KnownTemplate },
): Promise<PushedText> {
  const { template, language } = text
  const change = { text: template.texts[language], linkBase: tools.publicUrl }
  const edited = await editTemplate(tools.whatsapp, { token: sender.token, metaId: before.meta_id }, change)
  if (edited.kind === 'refused')
    return { name: template.name, language, result: 'refused', text: edited.text }
  await keep(tools, by, { ...before, status: 'PENDING', link_base: tools.publicUrl })
  return { name: template.name, language, result: 'edited', text: 'PENDING' }
}

async function keep(tools: CommandTools, { actor, account }: By, template: KnownTemplate) {
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await saveTemplate(tx, account, template, now)
    const after = { name: template.name, language: template.language, linkBase: template.link_base }
    await recordAudit(tx, { ...account, actor, command: 'push-templates', after }, now)
  })
}
