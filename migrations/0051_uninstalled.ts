import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('account').addColumn('installed_at', 'bigint').execute()
  await db.schema.alterTable('account').addColumn('uninstalled_at', 'bigint').execute()
}
