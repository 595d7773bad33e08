import type { AccountKey } from '../domain/account.ts'
import type { Db } from './database.ts'
import { type KnownTemplate, listTemplates, saveTemplate } from './templates.ts'

/** A text as a business account has it at Meta. */
export type TextAtMeta = {
  readonly name: string
  readonly language: string
  readonly status: string
  readonly category: string
  readonly reason: string | undefined
  readonly quality: string | undefined
}

/** Brings what we know of a business account's texts up to date, and returns it. A text Meta has no more is deleted. */
export async function takeOverTexts(
  tx: Db,
  key: AccountKey,
  { wabaId, atMeta }: { readonly wabaId: string; readonly atMeta: readonly TextAtMeta[] },
  now: Temporal.Instant,
): Promise<readonly KnownTemplate[]> {
  const known = await listTemplates(tx, key, wabaId)
  const byName = new Map(atMeta.map((text) => [`${text.name} ${text.language}`, text]))
  const texts = known.map((ours): KnownTemplate => {
    const theirs = byName.get(`${ours.name} ${ours.language}`)
    if (!theirs) return { ...ours, status: 'DELETED', reason: null }
    const { status, category, reason, quality } = theirs
    return { ...ours, status, category, reason: reason ?? null, quality: quality ?? null }
  })
  const changed = texts.filter((text, index) => JSON.stringify(text) !== JSON.stringify(known[index]))
  for (const text of changed) await saveTemplate(tx, key, text, now)
  return texts
}
