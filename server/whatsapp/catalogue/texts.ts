import type { Language, Template, TemplateText } from '../../domain/template.ts'
import { buttonsIn, type Labels, offerButtonsIn } from './buttons.ts'
import { examplesIn, type Items } from './examples.ts'

/** What one template says in each language. */
export type Said = Readonly<Record<Language, Pick<TemplateText, 'header' | 'body'>>>

/** The texts of a template: what it says, with the examples of its variables, and its link above the answers. */
export function textsOf(link: Labels, said: Said): Template['texts'] {
  return inEach((language) => ({
    ...said[language],
    examples: examplesIn(language, said[language].body, 'plan'),
    buttons: buttonsIn(language, link),
  }))
}

/** The texts of an offer: what it says, with examples for these items, and its link above the way to stop. */
export function offersOf(link: Labels, items: Items, said: Said): Template['texts'] {
  return inEach((language) => ({
    ...said[language],
    examples: examplesIn(language, said[language].body, items),
    buttons: offerButtonsIn(language, link),
  }))
}

function inEach(textIn: (language: Language) => TemplateText): Template['texts'] {
  return {
    en_US: textIn('en_US'),
    de: textIn('de'),
    es: textIn('es'),
    pt_BR: textIn('pt_BR'),
    fr: textIn('fr'),
    it: textIn('it'),
    nl: textIn('nl'),
    hi: textIn('hi'),
    id: textIn('id'),
  }
}
