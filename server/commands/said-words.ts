import { ownName } from '../domain/own-text.ts'
import { type Language, withValues } from '../domain/template.ts'
import type { Db } from '../store/database.ts'
import { findOwnText } from '../store/own-texts.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import type { By } from './tools.ts'

/** Words with the labels of the buttons below them. */
export type Said = { readonly text: string; readonly buttons: readonly string[] }

/**
 * The words of a text as Meta approved them. What was filled in was never kept, so that each value is named in brackets,
 * such as `[amount]`. Undefined for a text there is no more.
 */
export async function wordsOfTemplate(
  db: Db,
  { account }: Pick<By, 'account'>,
  { template, language }: { readonly template: string; readonly language: string },
): Promise<Said | undefined> {
  const own = ownName(template)
  if (own !== undefined) {
    const known = await findOwnText(db, account, own)
    const body = known?.wordings[language]?.body
    return known && body ? { text: named(body, known.variables), buttons: [] } : undefined
  }
  const text = catalogue[template]?.texts[language as Language]
  return text && { text: named(text.body, {}), buttons: text.buttons.map(({ label }) => label) }
}

function named(body: string, ours: Readonly<Record<string, string>>): string {
  return withValues(body, (name) => `[${(ours[name] ?? name).replaceAll('_', ' ')}]`)
}
