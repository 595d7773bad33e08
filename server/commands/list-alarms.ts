import { type Alarm, alarmSentence, alarms } from '../domain/alarms.ts'
import { type Telling, tellingsOf } from '../store/alarm-notices.ts'
import { listAlarms as listAll } from '../store/alarms.ts'
import type { By, CommandTools } from './tools.ts'

const alarmsAtMost = 100

/** An alarm as merchants read it. */
export type ShownAlarm = Alarm & {
  readonly sentence: string
  /** What to do. */
  readonly todo: string
  readonly tellings: readonly Telling[]
}

/** The open alarms of an account, and the latest that lifted, each with how it was told of. */
export async function listAlarms({ db }: CommandTools, { account }: By): Promise<readonly ShownAlarm[]> {
  const found = await listAll(db, account, alarmsAtMost)
  const tellings = await tellingsOf(
    db,
    account,
    found.map(({ id }) => id),
  )
  return found.map((alarm) => ({
    ...alarm,
    sentence: alarmSentence(alarm),
    todo: alarms[alarm.kind].todo,
    tellings: tellings.filter(({ alarmId }) => alarmId === alarm.id),
  }))
}
