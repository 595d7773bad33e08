import type { AccountKey } from '../domain/account.ts'
import type { AlarmKind } from '../domain/alarms.ts'
import { aboutTemplate } from '../domain/pauses.ts'
import type { TemplateState } from '../domain/situation.ts'
import { type AlarmName, liftAlarm, openAlarms, raiseAlarm } from './alarms.ts'
import type { Tx } from './database.ts'
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

/** Raises the alarms for what is wrong with texts, and lifts those whose cause is gone; what stands as it should costs nothing. */
export async function alarmTexts(
  tx: Tx,
  key: AccountKey,
  texts: readonly JudgedText[],
  now: Temporal.Instant,
): Promise<void> {
  const open = new Set((await openAlarms(tx, key, textAlarms)).map(nameOf))
  for (const judged of texts)
    for (const { isWanted, ...alarm } of alarmsOf(judged)) {
      const isOpen = open.has(nameOf(alarm))
      if (isWanted && !isOpen) await raiseAlarm(tx, key, alarm, now)
      if (!isWanted && isOpen) await liftAlarm(tx, key, alarm, now)
    }
}

const stateAlarms = ['template-recategorized', 'template-unusable', 'template-paused'] as const
const textAlarms = [...stateAlarms, 'template-poor', 'template-category-announced'] as const

/** Every alarm that a text says something about: whether it is wanted. */
function alarmsOf({ text, state }: JudgedText) {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  const detail = [text.status, text.category, text.reason].filter(Boolean).join(', ')
  const ofState = stateAlarms.map((kind) => ({ kind, about, detail, isWanted: alarmOfState[state] === kind }))
  const poor = { kind: 'template-poor' as const, about, detail, isWanted: text.quality === 'RED' }
  // Once it has come to pass, it is announced no more.
  const past = { kind: 'template-category-announced' as const, about, detail, isWanted: false }
  return [...ofState, poor, ...(state === 'recategorized' ? [past] : [])]
}

function nameOf({ kind, about }: AlarmName): string {
  return `${kind} ${about}`
}

/** Raises the alarm that a text will count as something else. */
export async function alarmAnnounced(
  tx: Tx,
  key: AccountKey,
  { text, category, at }: Pick<JudgedText, 'text'> & { readonly category: string; readonly at: string },
  now: Temporal.Instant,
): Promise<void> {
  const about = aboutTemplate({ wabaId: text.waba_id, name: text.name, language: text.language })
  const detail = `${category} from ${at}`
  await raiseAlarm(tx, key, { kind: 'template-category-announced', about, detail }, now)
}
