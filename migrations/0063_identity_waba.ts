import type { Kysely } from 'kysely'

/** The WhatsApp Business Account that was told an id of Meta's: the id means the person there, and to no other business. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const tables = await db.introspection.getTables()
  const known = tables.find(({ name }) => name === 'identity')?.columns.map(({ name }) => name) ?? []
  if (!known.includes('waba_id'))
    await db.schema.alterTable('identity').addColumn('waba_id', 'text').execute()
}
