import { handInDuty, handInEveryMinutes } from '../domain/hand-in.ts'
import { type Language, languages } from '../domain/template.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { askForDuty } from '../store/duties.ts'
import { alarmTexts } from '../store/template-alarms.ts'
import { type KnownTemplate, listTemplates, saveTemplate } from '../store/templates.ts'
import {
  createTemplate,
  editTemplate,
  fetchTemplates,
  goneStatuses,
  type MetaTemplate,
} from '../whatsapp/templates.ts'
import { stateOfText } from '../whatsapp/text-states.ts'
import { openNumber, openSender, type Sender } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { type WantedText, wantedTexts } from './wanted-texts.ts'

/** New texts that Meta takes in an hour for one business account (its documentation of message templates). */
export const metaTakesAnHour = 100

/** What became of one text in one language. */
export type PushedText = {
  readonly name: string
  readonly language: Language
  /** `waits`: Meta takes no more for now, and `text` says why. */
  readonly result: 'created' | 'edited' | 'unchanged' | 'refused' | 'waits'
  readonly text: string
}

/**
 * Hands the texts of the flows that are on in for review, at each business account they are sent from: new ones are
 * created, ones whose link leads to another address are edited, the others stay as they are. At most so many are handed in
 * at each, those in the account's language first, and the rest is handed in hour by hour. One text that Meta refuses does not
 * stop the rest; Meta saying that it takes no more does.
 */
export async function pushTemplates(
  tools: CommandTools,
  by: By,
  atMost = metaTakesAnHour,
): Promise<readonly PushedText[]> {
  await openSender(tools, by)
  const wanted = await wantedTexts(tools.db, by.account)
  if (wanted.length === 0)
    throw refusal('Switch a flow on first, so that its texts are handed in', {
      typed: ': `npm run paynudge -- flow on failed-payment`',
    })
  const pushed: PushedText[] = []
  for (const texts of Map.groupBy(wanted, ({ number }) => number.wabaId).values())
    pushed.push(...(await pushTogether(tools, by, { texts, atMost })))
  const waits = pushed.some(({ result }) => result === 'waits')
  if (waits && atMost === metaTakesAnHour) await goOnLater(tools, by)
  return pushed
}

/** Whoever asked for fewer goes on themselves. */
function goOnLater({ db, clock }: CommandTools, { account }: By): Promise<void> {
  return askForDuty(db, handInDuty, account, clock.now().add({ minutes: handInEveryMinutes }))
}

/** The texts of one business account. */
async function pushTogether(
  tools: CommandTools,
  by: By,
  { texts, atMost }: { readonly texts: readonly WantedText[]; readonly atMost: number },
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
    const pushing = { sender, text, before }
    const full = whyFull(pushed, atMost)
    if (full !== undefined && isToBeHandedIn(tools, pushing)) pushed.push(resultOf(text, 'waits', full))
    else pushed.push(await pushOne(tools, by, pushing))
  }
  return pushed
}

/** Why no more texts are handed in; undefined while there is room. */
function whyFull(pushed: readonly PushedText[], atMost: number): string | undefined {
  const waiting = pushed.find(({ result }) => result === 'waits')
  if (waiting) return waiting.text
  const handedIn = pushed.filter(({ result }) => result !== 'unchanged').length
  return handedIn >= atMost ? `${atMost} were handed in this time` : undefined
}

/** A text of ours that Meta has and we forgot; where its link leads is not known, so it is handed in again. */
function adopted(wabaId: string) {
  return ({
    metaId,
    name,
    language,
    status,
    category,
    reason,
    quality,
  }: MetaTemplate): readonly KnownTemplate[] => {
    const ours = languages.find((code) => code === language)
    const known = {
      waba_id: wabaId,
      name,
      meta_id: metaId,
      status,
      category,
      reason: reason ?? null,
      quality: quality ?? null,
      link_base: '',
    }
    return ours ? [{ ...known, language: ours }] : []
  }
}

type Pushing = {
  readonly sender: Sender
  readonly text: WantedText
  readonly before: KnownTemplate | undefined
}

function isToBeHandedIn({ publicUrl }: CommandTools, { before }: Pushing): boolean {
  return !before || goneStatuses.includes(before.status) || before.link_base !== publicUrl
}

async function pushOne(tools: CommandTools, by: By, pushing: Pushing): Promise<PushedText> {
  const { before, text } = pushing
  if (!before || goneStatuses.includes(before.status)) return create(tools, by, pushing)
  return isToBeHandedIn(tools, pushing)
    ? edit(tools, by, { ...pushing, before })
    : resultOf(text, 'unchanged', before.status)
}

function resultOf(
  { template: { name }, language }: WantedText,
  result: PushedText['result'],
  text: string,
): PushedText {
  return { name, language, result, text }
}

async function create(tools: CommandTools, by: By, { sender, text }: Pushing): Promise<PushedText> {
  const { template, language } = text
  const { wabaId } = sender.number
  const credentials = { token: sender.token, wabaId }
  const pushed = await createTemplate(tools.whatsapp, credentials, { ...text, linkBase: tools.publicUrl })
  if (pushed.kind !== 'in-review') return resultOf(text, pushed.kind, pushed.text)
  const { metaId, status, category } = pushed
  await keep(tools, by, {
    waba_id: wabaId,
    name: template.name,
    language,
    meta_id: metaId,
    status,
    category,
    reason: null,
    quality: null,
    link_base: tools.publicUrl,
  })
  return resultOf(text, 'created', status)
}

async function edit(
  tools: CommandTools,
  by: By,
  { sender, text, before }: Pushing & { readonly before: KnownTemplate },
): Promise<PushedText> {
  const { template, language } = text
  const change = { text: template.texts[language], linkBase: tools.publicUrl }
  const edited = await editTemplate(tools.whatsapp, { token: sender.token, metaId: before.meta_id }, change)
  if (edited.kind !== 'in-review') return resultOf(text, edited.kind, edited.text)
  await keep(tools, by, { ...before, status: 'PENDING', link_base: tools.publicUrl })
  return resultOf(text, 'edited', 'PENDING')
}

async function keep(tools: CommandTools, { actor, account }: By, template: KnownTemplate) {
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await saveTemplate(tx, account, template, now)
    await alarmTexts(tx, account, [{ text: template, state: stateOfText(template) }], now)
    const after = { name: template.name, language: template.language, linkBase: template.link_base }
    await recordAudit(tx, { ...account, actor, command: 'push-templates', after }, now)
  })
}
