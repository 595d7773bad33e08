import type { AccountKey } from '../domain/account.ts'
import type { Language } from '../domain/template.ts'
import { reading } from './composed.ts'
import type { Db } from './database.ts'
import { accountOf, inAccount, keyColumns, sameAccount } from './keys.ts'
import type { TemplateTable } from './schema.ts'
import { toMs } from './time.ts'

/** One text in one language, as Meta knows it. */
export type KnownTemplate = Pick<
  TemplateTable,
  'waba_id' | 'name' | 'language' | 'meta_id' | 'status' | 'category' | 'reason' | 'quality' | 'link_base'
>

const knownColumns = [
  'waba_id',
  'name',
  'language',
  'meta_id',
  'status',
  'category',
  'reason',
  'quality',
  'link_base',
] as const

/** Every text pushed to a business account, by name and language. */
export function listTemplates(db: Db, key: AccountKey, wabaId: string): Promise<readonly KnownTemplate[]> {
  return db
    .selectFrom('template')
    .select([...knownColumns])
    .where(inAccount(key))
    .where('waba_id', '=', wabaId)
    .orderBy('name')
    .orderBy('language')
    .execute()
}

/** What Meta last said of one text; undefined when it was never pushed. */
export async function readTemplate(
  db: Db,
  key: AccountKey,
  /** The language by Meta's code: a merchant's own text may be in one of a region we have none for. */
  template: { readonly wabaId: string; readonly name: string; readonly language: string },
): Promise<Pick<KnownTemplate, 'status' | 'category'> | undefined> {
  const { environment, accountId } = key
  const { wabaId, name, language } = template
  const [row] = await stateOf(db, { environment, accountId, wabaId, name, language: language as Language })
  return row
}

type TemplateKey = AccountKey & {
  readonly wabaId: string
  readonly name: string
  readonly language: Language
}

const stateOf = reading((db, given: TemplateKey) =>
  db
    .selectFrom('template')
    .select(['status', 'category'])
    .where(inAccount(given))
    .where('waba_id', '=', given.wabaId)
    .where('name', '=', given.name)
    .where('language', '=', given.language),
)

/** Keeps what is known of a text, new or not. */
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

/** News of one text: a status, a category, a rating. */
export type TemplateNews = {
  readonly metaId: string
  readonly wabaId: string
  readonly status?: string | undefined
  readonly category?: string | undefined
  readonly reason?: string | undefined
  readonly quality?: string | undefined
}

/** Takes over what Meta reports through one of its apps; returns the text as it is then, for every account that has it. */
export async function updateTemplate(
  tx: Db,
  app: string,
  { metaId, wabaId, status, category, reason, quality }: TemplateNews,
  now: Temporal.Instant,
): Promise<readonly (AccountKey & KnownTemplate)[]> {
  const rows = await tx
    .updateTable('template')
    .set({
      updated_at: toMs(now),
      ...(status ? { status, reason: reason ?? null } : {}),
      ...(category ? { category } : {}),
      ...(quality ? { quality } : {}),
    })
    .where('meta_id', '=', metaId)
    .where('waba_id', '=', wabaId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('number')
          .select('number.phone_number_id')
          .where('number.app', '=', app)
          .whereRef('number.waba_id', '=', 'template.waba_id')
          .whereRef('number.environment', '=', 'template.environment')
          .whereRef('number.account_id', '=', 'template.account_id'),
      ),
    )
    .returning(['environment', 'account_id', ...knownColumns])
    .execute()
  return rows.map(({ environment, account_id, ...known }) => ({
    ...accountOf({ environment, account_id }),
    ...known,
  }))
}

/** Where the links of an account's texts lead, as Meta last heard it; undefined while no text was pushed. */
export async function linkBaseOf(db: Db, key: AccountKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('template')
    .select('link_base')
    .where(inAccount(key))
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.link_base
}

/** Bases other than this one that usable texts of linked numbers still carry in their links. */
export async function otherLinkBases(
  db: Db,
  { base, usable }: { readonly base: string; readonly usable: readonly string[] },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('template')
    .innerJoin('number', (join) =>
      join.on(sameAccount('number', 'template')).onRef('number.waba_id', '=', 'template.waba_id'),
    )
    .select('template.link_base')
    .distinct()
    .where('template.link_base', '<>', base)
    .where('template.status', 'in', usable)
    .where('number.unlinked_at', 'is', null)
    .execute()
  return rows.map((row) => row.link_base)
}
