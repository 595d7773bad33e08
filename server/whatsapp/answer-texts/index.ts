import type { Language } from '../../domain/template.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { hi } from './hi.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import { pt } from './pt.ts'
import type { AnswerTexts } from './texts.ts'

/** What the bot answers with, in every language. */
export const answerTexts: Readonly<Record<Language, AnswerTexts>> = {
  en_US: en,
  de,
  es,
  pt_BR: pt,
  fr,
  it,
  nl,
  hi,
  id,
}
