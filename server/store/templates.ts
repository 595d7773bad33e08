import type { AccountKey } from '../domain/account.ts'
import type { Language } from '../domain/template.ts'
import type { Db } from './database.ts'
import { inAccount, keyColumns } from './keys.ts'
import type { TemplateTable } from './schema.ts'
import { toMs } from './time.ts'

/** One text in one language, as Meta knows it. */
export type KnownTemplate = Pick<
  TemplateTable,
  'waba_id' | 'name' | 'language' | 'meta_id' | 'status' | 'category' | 'reason' | 'link_base'
>

export function listTemplates(db: Db, key: AccountKey, wabaId: string): Promise<readonly KnownTemplate[]> {
  return db
    .selectFrom('template')
    .select(['waba_id', 'name', 'language', 'meta_id', 'status', 'category', 'reason', 'link_base'])
    .where(inAccount(key))
    .where('waba_id', '=', wabaId)
    .orderBy('name')
    .orderBy('language')
    .execute()
}

/** What Meta last said of one text; undefined when it was never pushed. */
export async function templateStatus(
  db: Db,
  key: AccountKey,
  template: { readonly wabaId: string; readonly name: string; readonly language: Language },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('template')
    .select('status')
    .where(inAccount(key))
    .where('waba_id', '=', template.wabaId)
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .executeTakeFirst()
  return row?.status
}

export async function saveTemplate(
  tx: Db,
  key: AccountKey,
  template: KnownTemplate,
  now: Temporal.Instant,
): Promise<void> {
  const { waba_id, name, language, ...values } = { ...template, updated_at: toMs(now) }
  await tx
    .insertInto('template')
    .values({ ...keyColumns(key), waba_id, name, language, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment', 'account_id', 'waba_id', 'name', 'language']).doUpdateSet(values),
    )
    .execute()
}

/** Takes over a status Meta reports; returns how many texts it was about. */
export async function updateTemplateStatus(
  tx: Db,
  {
    metaId,
    status,
    reason,
  }: { readonly metaId: string; readonly status: string; readonly reason: string | undefined },
  now: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('template')
    .set({ status, reason: reason ?? null, updated_at: toMs(now) })
    .where('meta_id', '=', metaId)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Bases other than this one that approved texts still carry in their links. */
export async function otherLinkBases(db: Db, base: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('template')
    .select('link_base')
    .distinct()
    .where('link_base', '<>', base)
    .execute()
  return rows.map((row) => row.link_base)
}
