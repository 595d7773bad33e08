import { invalid, type Refusal } from './errors.ts'
import { asText, type Json } from './json.ts'
import { spelledOut } from './library.ts'
import { categoryAnnouncement, categoryChange, qualityChange, templateChange } from './payloads.ts'
import type { State } from './state.ts'
import { componentOf, type Template, type TemplateDraft, type TemplateStatus } from './template.ts'
import { readComponents, readDraft } from './template-draft.ts'
import { refuseDraft } from './template-rules.ts'
import { post } from './webhooks.ts'

/** Days for which the name of a deleted, approved template stays taken. */
const daysUntilNameIsFree = 30
/** New texts an account may hand in within an hour, and have at all. */
const creationsAnHour = 100
const templatesAtMost = 6_000
/** A text with this in it is rejected by the automatic review. */
const rejectedWord = 'REJECT_ME'

/** Takes a new template into review, or says why Meta would not. */
export function createTemplate(
  state: State,
  wabaId: string,
  body: Json,
): { readonly template: Template } | { readonly refused: Refusal } {
  const isFromLibrary = body.library_template_name !== undefined
  const spelled = isFromLibrary ? spelledOut(body) : body
  if (!spelled) return { refused: { code: 100, details: 'There is no such text in the library' } }
  const read = readDraft(spelled)
  if ('refused' in read) return read
  const refused =
    refuseMany(state, wabaId) ?? refuseDraft(state, read.draft) ?? refuseTaken(state, wabaId, read.draft)
  if (refused) return { refused }
  noteCreation(state, wabaId)
  const template = (isFromLibrary ? takeKnown : takeIn)(state, {
    ...read.draft,
    id: state.ids.object(),
    wabaId,
    status: 'PENDING',
    rejectedReason: 'NONE',
    version: 1,
  })
  return { template }
}

/** Replaces the components (and, before an approval, the category) of a template, which goes back into review. */
export function editTemplate(state: State, template: Template, body: Json): Refusal | undefined {
  const components = body.components === undefined ? template.components : readComponents(body)
  if (!components) return { code: 100, details: 'components must be a list of components' }
  const category = asText(body.category)?.toUpperCase() ?? template.category
  if (template.status === 'APPROVED' && category !== template.category)
    return { code: 100, details: 'The category of an approved template cannot be changed.' }
  if (editedToday(state, template))
    return { code: 100, details: 'An approved template can be edited once a day.' }
  if (template.status === 'PENDING' || template.status === 'DISABLED')
    return { code: 100, details: `A template that is ${template.status} cannot be edited.` }
  const edited: Template = {
    ...template,
    components,
    category: category as Template['category'],
    status: 'PENDING',
    version: template.version + 1,
    ...(template.status === 'APPROVED' && { editedAt: state.clock.now() }),
  }
  const refused = refuseDraft(state, edited)
  if (!refused) takeIn(state, edited)
  return refused
}

/** Deletes every language of a name, or the one with this id; false when there is none. */
export function deleteTemplates(state: State, wabaId: string, name: string, id?: string): boolean {
  const gone = templatesOf(state, wabaId).filter(
    (template) => template.name === name && (id === undefined || template.id === id),
  )
  for (const template of gone) {
    state.templates.delete(template.id)
    if (template.status === 'APPROVED') state.deletedNames.set(`${wabaId}:${name}`, state.clock.now())
  }
  return gone.length > 0
}

/** Changes the state of templates as Meta's review would, and reports it; all languages when a name is given. */
export async function reviewTemplates(
  state: State,
  nameOrId: string,
  status: TemplateStatus,
  reason?: string,
) {
  const found = [...state.templates.values()].filter((one) => one.id === nameOrId || one.name === nameOrId)
  if (found.length === 0) throw new Error(`no template is called ${nameOrId}`)
  await Promise.all(found.map((template) => settleReview(state, template, status, reason)))
}

/** Changes what Meta counts a text as, and reports it; with `announcedHours` it is announced first, as Meta does. */
export async function recategorizeTemplates(
  state: State,
  { nameOrId, category }: { readonly nameOrId: string; readonly category: Template['category'] },
  announcedHours: number,
) {
  const found = [...state.templates.values()].filter((one) => one.id === nameOrId || one.name === nameOrId)
  for (const template of found) {
    if (announcedHours === 0) await recategorize(state, template, category)
    else {
      const at = state.clock.now().add({ hours: announcedHours })
      await post(state, template.wabaId, [categoryAnnouncement(template, category, at)])
      state.clock.at(at, () => recategorize(state, template, category))
    }
  }
}

async function recategorize(state: State, template: Template, category: Template['category']) {
  const before = state.templates.get(template.id) ?? template
  state.templates.set(template.id, { ...before, category })
  await post(state, template.wabaId, [categoryChange(before, category)])
}

/** Changes how Meta rates a text, and reports it. */
export async function rateTemplates(state: State, nameOrId: string, quality: string) {
  for (const template of [...state.templates.values()])
    if (template.id === nameOrId || template.name === nameOrId) {
      state.templates.set(template.id, { ...template, quality })
      await post(state, template.wabaId, [qualityChange(template, quality)])
    }
}

/** The templates of an account, oldest first. */
export function templatesOf(state: State, wabaId: string): readonly Template[] {
  return [...state.templates.values()].filter((template) => template.wabaId === wabaId)
}

/** Keeps a template that goes into review, and returns it as Meta's answer shows it. */
function takeIn(state: State, pending: Template): Template {
  const template = state.reviews === 'at-once' ? reviewed(pending) : pending
  state.templates.set(template.id, template)
  if (state.reviews === 'automatic') putIntoReview(state, template)
  return template
}

/** Meta wrote it itself, so nothing is reviewed. */
function takeKnown(state: State, text: Template): Template {
  const template: Template = { ...text, status: 'APPROVED' }
  state.templates.set(template.id, template)
  return template
}

function putIntoReview(state: State, template: Template) {
  state.clock.at(state.clock.now().add({ milliseconds: state.reviewDelayMs }), async () => {
    const current = state.templates.get(template.id)
    if (current?.version !== template.version || current.status !== 'PENDING') return
    await report(state, reviewed(current))
  })
}

function reviewed(template: Template): Template {
  const isBad = JSON.stringify(template.components).includes(rejectedWord)
  return isBad
    ? { ...template, status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' }
    : { ...template, status: 'APPROVED' }
}

async function settleReview(state: State, template: Template, status: TemplateStatus, reason?: string) {
  const rejectedReason = status === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE'
  await report(state, { ...template, status, rejectedReason }, reason)
}

async function report(state: State, template: Template, reason?: string) {
  state.templates.set(template.id, template)
  await post(state, template.wabaId, [templateChange(template, reason)])
}

function recentCreations({ creations, clock }: State, wabaId: string): readonly Temporal.Instant[] {
  const since = clock.now().subtract({ hours: 1 })
  return (creations.get(wabaId) ?? []).filter((at) => Temporal.Instant.compare(at, since) > 0)
}

function noteCreation(state: State, wabaId: string): void {
  state.creations.set(wabaId, [...recentCreations(state, wabaId), state.clock.now()])
}

function refuseMany(state: State, wabaId: string): Refusal | undefined {
  if (recentCreations(state, wabaId).length >= creationsAnHour)
    return { code: 80008, details: 'There have been too many calls to this WhatsApp Business account.' }
  if (templatesOf(state, wabaId).length >= templatesAtMost)
    return invalid(2388019, 'Template limit exceeded', `An account can have ${templatesAtMost} templates.`)
  return undefined
}

function refuseTaken(state: State, wabaId: string, draft: TemplateDraft): Refusal | undefined {
  const others = templatesOf(state, wabaId)
  if (others.some((other) => other.name === draft.name && other.language === draft.language))
    return invalid(
      2388024,
      'Content in This Language Already Exists',
      `There is already ${draft.language} content for this template. You can create a new template and try again.`,
    )
  if (isNameResting(state, wabaId, draft.name))
    return invalid(
      2388023,
      'Message Template Language Is Being Deleted',
      `The name ${draft.name} was deleted and cannot be used again for ${daysUntilNameIsFree} days.`,
    )
  const twin = others.find((other) => textsOf(other) === textsOf(draft))
  if (!twin) return undefined
  return invalid(
    2388024,
    'Duplicate content',
    `The template ${twin.name} has the same body and footer already.`,
  )
}

function isNameResting(state: State, wabaId: string, name: string): boolean {
  const deletedAt = state.deletedNames.get(`${wabaId}:${name}`)
  if (!deletedAt) return false
  const freeAt = deletedAt.add({ hours: 24 * daysUntilNameIsFree })
  return Temporal.Instant.compare(state.clock.now(), freeAt) < 0
}

function editedToday(state: State, template: Template): boolean {
  if (template.status !== 'APPROVED' || !template.editedAt) return false
  return Temporal.Instant.compare(state.clock.now(), template.editedAt.add({ hours: 24 })) < 0
}

function textsOf(draft: TemplateDraft): string {
  return JSON.stringify([componentOf(draft, 'BODY')?.text, componentOf(draft, 'FOOTER')?.text])
}
