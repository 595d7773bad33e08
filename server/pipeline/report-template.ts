import type { AccountKey } from '../domain/account.ts'
import { aboutTemplate, trialMinutes } from '../domain/pauses.ts'
import type { Tx } from '../store/database.ts'
import { wakeNudges } from '../store/nudges.ts'
import { ownCategories } from '../store/own-texts.ts'
import { readPauses, tryAgain } from '../store/pauses.ts'
import { alarmAnnounced, alarmTexts } from '../store/template-alarms.ts'
import { type KnownTemplate, updateTemplate } from '../store/templates.ts'
import type { TemplateItem } from '../whatsapp/items.ts'
import { keysOfText, stateOfText } from '../whatsapp/text-states.ts'

/** Takes in what Meta says of a text. False when nobody pushed it through us. */
export async function reportTemplate(
  tx: Tx,
  app: string,
  item: TemplateItem,
  now: Temporal.Instant,
): Promise<boolean> {
  const texts = await updateTemplate(tx, app, item, now)
  for (const { environment, accountId, ...text } of texts) {
    const key = { environment, accountId }
    const state = stateOfText(text, await ownCategories(tx, key))
    await alarmTexts(tx, key, [{ text, state }], now)
    if (item.status === 'APPROVED') await letGo(tx, key, text, now)
    if (item.announced) {
      const { category, at } = item.announced
      await alarmAnnounced(tx, key, { text, category, at: at?.toString() ?? 'soon' }, now)
    }
  }
  return texts.length > 0
}

/** A text Meta approves again goes out at once, on trial: the news may be older than what Meta refused of late. */
async function letGo(tx: Tx, key: AccountKey, text: KnownTemplate, now: Temporal.Instant) {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  for (const pause of await readPauses(tx, key, [{ scope: 'template', about }]))
    if (pause.state === 'paused') await tryAgain(tx, pause, now.add({ minutes: trialMinutes }), now)
  await wakeNudges(tx, key, { templates: keysOfText(text.name) }, now)
}
