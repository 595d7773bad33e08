import { inTransaction } from '../store/database.ts'
import { type KnownTemplate, listTemplates, saveTemplate } from '../store/templates.ts'
import { fetchTemplates } from '../whatsapp/templates.ts'
import { openSenders, type Sender } from './sender.ts'
import type { By, CommandTools } from './tools.ts'

/** Brings what we know of our texts up to date with Meta, and returns it. A text Meta lost counts as deleted. */
export async function syncTemplates(tools: CommandTools, by: By): Promise<readonly KnownTemplate[]> {
  const texts: KnownTemplate[] = []
  for (const sender of await openSenders(tools, by)) texts.push(...(await syncOne(tools, by, sender)))
  return texts
}

/** The texts of one business account. */
async function syncOne(
  tools: CommandTools,
  by: By,
  { number, token }: Sender,
): Promise<readonly KnownTemplate[]> {
  const known = await listTemplates(tools.db, by.account, number.wabaId)
  const atMeta = await fetchTemplates(tools.whatsapp, token, number.wabaId)
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    for (const ours of known) {
      const theirs = atMeta.find(({ name, language }) => name === ours.name && language === ours.language)
      const status = theirs?.status ?? 'DELETED'
      const category = theirs?.category ?? ours.category
      await saveTemplate(tx, by.account, { ...ours, status, category, reason: theirs?.reason ?? null }, now)
    }
  })
  return listTemplates(tools.db, by.account, number.wabaId)
}
