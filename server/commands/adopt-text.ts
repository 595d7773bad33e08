import { z } from 'zod'
import { askMetaDuty } from '../domain/ask-meta.ts'
import { type OurVariable, type OwnText, type OwnWording, ourVariables } from '../domain/own-text.ts'
import { pictureIn } from '../domain/picture.ts'
import { buttonAnswers, type Language, type Template } from '../domain/template.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { askForDuty } from '../store/duties.ts'
import { pictureOf, savePicture } from '../store/own-pictures.ts'
import { saveOwnText } from '../store/own-texts.ts'
import { saveTemplate } from '../store/templates.ts'
import { fetchWhole, readWording, type WholeTemplate } from '../whatsapp/own-texts.ts'
import { openSenders } from './sender.ts'
import { type By, type CommandTools, refusal } from './tools.ts'
import { readGiven } from './wanted.ts'

/** Characters of a promotion code: Meta's limit. */
const codeAtMost = 20

const given = z.object({
  name: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/, { error: 'The name of a text has lowercase letters, digits and _' }),
  /** Our variable for each of theirs. */
  variables: z.record(
    z.string(),
    z.enum(ourVariables, { error: `What fills a variable is one of ${ourVariables.join(', ')}` }),
  ),
  /** What a tap on each of its quick replies answers, by the label. */
  buttons: z
    .record(
      z.string(),
      z.enum(buttonAnswers, { error: `What a button answers is one of ${buttonAnswers.join(', ')}` }),
    )
    .default({}),
  code: z
    .string()
    .regex(/^\S+$/, { error: 'A promotion code has no spaces' })
    .max(codeAtMost, { error: `A promotion code has at most ${codeAtMost} characters` })
    .optional(),
})
/** A text the merchant wrote at Meta, and what shall fill it. */
export type GivenText = {
  readonly name: string
  readonly variables: unknown
  readonly buttons?: unknown
  /** What is in the file of its picture. */
  readonly image?: Uint8Array<ArrayBuffer> | undefined
  readonly code?: string | undefined
}

/**
 * Takes a text the merchant wrote at Meta into use: reads it in all its languages, checks that everything in it can be
 * filled, and follows its approval from then on. A step chooses it as `own:NAME`.
 */
export async function adoptText(tools: CommandTools, by: By, wanted: GivenText): Promise<OwnText> {
  const checked = readGiven(given, wanted)
  const picture = wanted.image && pictureIn(wanted.image)
  if (wanted.image && !picture) throw refusal('The picture must be a PNG or JPEG of at most 5 MB')
  const { name } = checked
  const hasPicture = Boolean(picture ?? (await pictureOf(tools.db, by.account, name)))
  const atMeta = await fetchEverywhere(tools, by, name)
  const text = readText({ ...checked, hasPicture }, atMeta, tools.publicUrl)
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await saveOwnText(tx, by.account, text, now)
    if (picture) await savePicture(tx, by.account, { name: text.name, picture }, now)
    for (const { wabaId, metaId, name, language, status, category, reason, quality } of atMeta)
      await saveTemplate(
        tx,
        by.account,
        {
          waba_id: wabaId,
          name,
          // Meta's own code, which may be of a region we have no texts for.
          language: language as Language,
          meta_id: metaId,
          status,
          category,
          reason: reason ?? null,
          quality: quality ?? null,
          link_base: tools.publicUrl,
        },
        now,
      )
    // What was wrong with it may be so no more.
    await askForDuty(tx, askMetaDuty, by.account, now)
    const after = { name: text.name, languages: Object.keys(text.wordings), variables: text.variables }
    await recordAudit(tx, { ...by.account, actor: by.actor, command: 'adopt-text', after }, now)
  })
  return text
}

type Found = WholeTemplate & { readonly wabaId: string }

async function fetchEverywhere(tools: CommandTools, by: By, name: string): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const { number, token } of await openSenders(tools, by)) {
    const { wabaId } = number
    const whole = await fetchWhole(tools.whatsapp, { token, wabaId }, name)
    found.push(...whole.map((template) => ({ ...template, wabaId })))
  }
  if (found.length > 0) return found
  throw refusal(
    `Meta has no text ${name} in the business accounts of your numbers; write it in WhatsApp Manager first`,
  )
}

function readText(
  { name, variables, buttons, hasPicture, code }: z.output<typeof given> & { readonly hasPicture: boolean },
  atMeta: readonly Found[],
  linkBase: string,
): OwnText {
  const problems: string[] = []
  const wordings: Record<string, OwnWording> = {}
  for (const template of atMeta) {
    const read = readWording(template, { linkBase, answers: buttons })
    const said =
      read.kind === 'refused'
        ? read.problems
        : [
            ...read.variables
              .filter((variable) => !(variable in variables))
              .map((variable) => `Say what fills {{${variable}}}: --variables ${variable}=first_name`),
            ...(read.wording.header.kind === 'image' && !hasPicture
              ? ['It has a picture: say which with --image']
              : []),
            ...(read.wording.buttons.includes('code') && !code
              ? ['It has a code to copy: say which with --code']
              : []),
          ]
    problems.push(...said.map((problem) => `${name} in ${template.language}: ${problem}`))
    if (read.kind === 'fine') wordings[template.language] = read.wording
  }
  if (problems.length > 0) throw refusal([...new Set(problems)].join('. '))
  const category: Template['category'] = atMeta.some((one) => one.category === 'MARKETING')
    ? 'marketing'
    : 'utility'
  return { name, category, wordings, variables: variables as Record<string, OurVariable>, code }
}
