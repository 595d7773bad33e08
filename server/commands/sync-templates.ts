import { inTransaction } from '../store/database.ts'
import { ownCategories } from '../store/own-texts.ts'
import { takeOverTexts } from '../store/synced-texts.ts'
import { alarmTexts } from '../store/template-alarms.ts'
import type { KnownTemplate } from '../store/templates.ts'
import { fetchTemplates } from '../whatsapp/templates.ts'
import { stateOfText } from '../whatsapp/text-states.ts'
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
  { account }: By,
  { number: { wabaId }, token }: Sender,
): Promise<readonly KnownTemplate[]> {
  const atMeta = await fetchTemplates(tools.whatsapp, token, wabaId)
  const now = tools.clock.now()
  return inTransaction(tools.db, async (tx) => {
    const texts = await takeOverTexts(tx, account, { wabaId, atMeta }, now)
    const own = await ownCategories(tx, account)
    const judged = texts.map((text) => ({ text, state: stateOfText(text, own) }))
    await alarmTexts(tx, account, judged, now)
    return texts
  })
}
