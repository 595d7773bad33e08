import { type Language, languages, type Template } from '../domain/template.ts'
import { flows } from '../flows/index.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import type { LinkedNumber } from '../store/numbers.ts'
import { type KnownTemplate, listTemplates, saveTemplate } from '../store/templates.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import {
  createTemplate,
  editTemplate,
  fetchTemplates,
  goneStatuses,
  type MetaTemplate,
} from '../whatsapp/templates.ts'
import { openSender } from './sender.ts'
import type { By, CommandTools } from './tools.ts'

/** What became of one text in one language. */
export type PushedText = {
  readonly name: string
  readonly language: Language
  readonly result: 'created' | 'edited' | 'unchanged' | 'refused'
  readonly text: string
}

type Sender = { readonly number: LinkedNumber; readonly token: string }
type Text = { readonly template: Template; readonly language: Language }

/**
 * Hands every text of the flows in for review: new ones are created, ones whose link leads to another address are
 * edited, the others stay as they are. One text that Meta refuses does not stop the rest.
 */
export async function pushTemplates(tools: CommandTools, by: By): Promise<readonly PushedText[]> {
  const sender = await openSender(tools, by)
  const { wabaId } = sender.number
  const atMeta = await fetchTemplates(tools.whatsapp, sender.token, wabaId)
  const known = [...(await listTemplates(tools.db, by.account, wabaId)), ...atMeta.flatMap(adopted(wabaId))]
  const pushed: PushedText[] = []
  for (const text of wantedTexts()) {
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

/** Every text a flow's steps name, in every language. */
export function wantedTexts(): readonly Text[] {
  const keys = new Set(flows.flatMap((flow) => flow.steps.map((step) => step.template)))
  return [...keys].flatMap((key) => {
    const template = catalogue[key]
    return template ? languages.map((language) => ({ template, language })) : []
  })
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
