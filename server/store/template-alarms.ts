import type { AccountKey } from '../domain/account.ts'
import type { AlarmKind } from '../domain/alarms.ts'
import { aboutTemplate } from '../domain/pauses.ts'
import type { TemplateState } from '../domain/situation.ts'
import { liftAlarm, raiseAlarm } from './alarms.ts'
import type { Db } from './database.ts'
import type { KnownTemplate } from './templates.ts'

/** What keeps a text from being sent, or may do so soon, and which alarm tells of it. */
const alarmOfState: Readonly<Record<TemplateState, AlarmKind | undefined>> = {
  missing: undefined,
  pending: undefined,
  approved: undefined,
  recategorized: 'template-recategorized',
  refused: 'template-unusable',
  paused: 'template-paused',
}

/** A text as Meta has it now, and as it may be sent. */
export type JudgedText = {
  readonly text: Pick<
    KnownTemplate,
    'waba_id' | 'name' | 'language' | 'status' | 'category' | 'reason' | 'quality'
  >
  readonly state: TemplateState
}

/** Raises the alarm for what is wrong with a text, and lifts those whose cause is gone; other texts are not touched. */
export async function alarmText(
  tx: Db,
  key: AccountKey,
  { text, state }: JudgedText,
  now: Temporal.Instant,
): Promise<void> {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  const detail = [text.status, text.category, text.reason].filter(Boolean).join(', ')
  const isPoor = text.quality === 'RED'
  const open = [alarmOfState[state], isPoor ? ('template-poor' as const) : undefined]
  for (const kind of stateAlarms)
    if (open.includes(kind)) await raiseAlarm(tx, key, { kind, about, detail }, now)
    else await liftAlarm(tx, key, { kind, about }, now)
  if (state === 'recategorized') await liftAlarm(tx, key, { kind: 'template-category-announced', about }, now)
}

const stateAlarms = [
  'template-recategorized',
  'template-unusable',
  'template-paused',
  'template-poor',
] as const

/** Raises the alarm that a text will count as something else. */
export async function alarmAnnounced(
  tx: Db,
  key: AccountKey,
  { text, category, at }: Pick<JudgedText, 'text'> & { readonly category: string; readonly at: string },
  now: Temporal.Instant,
): Promise<void> {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  const detail = `${category} from ${at}`
  await raiseAlarm(tx, key, { kind: 'template-category-announced', about, detail }, now)
}
