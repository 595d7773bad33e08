import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('message').addColumn('from_name', 'text').execute()
  await db.schema.alterTable('message').addColumn('body', 'text').execute()
  await db.schema.alterTable('message').addColumn('nudge_id', 'text').execute()
  await db.schema.alterTable('message').addColumn('seen_at', 'bigint').execute()
  await db.schema
    .createIndex('message_heard')
    .ifNotExists()
    .on('message')
    .columns(['environment', 'account_id', 'shopper_id', 'received_at'])
    .execute()
  await db.schema
    .createIndex('message_words')
    .ifNotExists()
    .on('message')
    .columns(['environment', 'account_id', 'received_at'])
    .where(sql<boolean>`body is not null`)
    .execute()
  await db.schema
    .createIndex('message_nudge')
    .ifNotExists()
    .on('message')
    .columns(['environment', 'account_id', 'nudge_id'])
    .execute()
}
