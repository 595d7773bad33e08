import type { AccountKey } from '../domain/account.ts'
import { type Attached, attachedTo, codeFor, type OwnText, ownName } from '../domain/own-text.ts'
import type { Language, Template } from '../domain/template.ts'
import type { Db } from '../store/database.ts'
import { findOwnText } from '../store/own-texts.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import type { Attachment, Json } from '../whatsapp/client.ts'
import { valuesBy, valuesFor, type Wording } from '../whatsapp/compose.ts'
import { ownMessage } from '../whatsapp/own-texts.ts'
import { templateMessage } from '../whatsapp/templates.ts'

/** What a message says, besides the words of its text. */
export type Writing = {
  readonly to: string
  readonly wording: Wording
  readonly token: string
  readonly nudgeId: string
  readonly sendId: string
  readonly attachment: Pick<Attachment, 'id' | 'filename'> | undefined
}

/** The text a step chose: one of our catalogue, or one of the merchant's own. */
export type ChosenText = {
  /** Meta's name. */
  readonly name: string
  readonly category: Template['category']
  /** Meta's code of the language it has for this one of ours; undefined when it has none. */
  readonly codeFor: (language: Language) => string | undefined
  /** The file above its words; undefined when there is none. */
  readonly attached: (language: Language) => Attached | undefined
  readonly write: (writing: Writing) => Json
}

/** The text of this key; undefined when there is none. */
export async function chosenText(db: Db, account: AccountKey, key: string): Promise<ChosenText | undefined> {
  const own = ownName(key)
  if (own !== undefined) {
    const text = await findOwnText(db, account, own)
    return text && ownText(text)
  }
  const template = catalogue[key]
  return template && ourText(template)
}

function ourText(template: Template): ChosenText {
  const { name, category } = template
  return {
    name,
    category,
    codeFor: (language) => language,
    attached: () => undefined,
    write: ({ wording, ...writing }) => {
      const text = template.texts[wording.language]
      const { buttons } = text
      const values = valuesFor(text, wording)
      const { to, token, nudgeId, sendId } = writing
      return templateMessage({
        to,
        token,
        nudgeId,
        sendId,
        name,
        language: wording.language,
        values,
        buttons,
      })
    },
  }
}

function ownText(text: OwnText): ChosenText {
  return {
    name: text.name,
    category: text.category,
    codeFor: (language) => codeFor(text, language),
    attached: (language) => attachedTo(text, codeFor(text, language)),
    write: ({ wording, ...writing }) => {
      const code = codeFor(text, wording.language) ?? ''
      const own = text.wordings[code]
      if (!own) throw new Error(`The text ${text.name} is not in ${wording.language}`)
      const { to, token, nudgeId, sendId, attachment } = writing
      const values = valuesBy(text.variables, own.body, wording)
      return ownMessage({ to, token, nudgeId, sendId, attachment, text, code, wording: own, values })
    },
  }
}
