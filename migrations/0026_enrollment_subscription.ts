import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('enrollment').addColumn('subscription_id', 'text').execute()
  await db.schema
    .createIndex('enrollment_subscription')
    .ifNotExists()
    .on('enrollment')
    .columns(['environment', 'account_id', 'subscription_id'])
    .where(sql<boolean>`subscription_id is not null`)
    .execute()
}
