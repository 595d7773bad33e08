import { chooseAlarmWays, showAlarmWays } from '../commands/choose-alarm-ways.ts'
import { listAlarms, type ShownAlarm } from '../commands/list-alarms.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { type Commands, definedOnly, type Given, isJson, type Line, timeText } from './command.ts'

/** What keeps messages back, and who is told of it. */
export const alarmCommands: Commands = {
  'alarm list': {
    usage: '[--format json]',
    options: { format: 'text' },
    does: 'show what keeps messages back and what to do about it, and where alarms go',
    run: async (tools, by, { options }) => {
      const alarms = await listAlarms(tools, by)
      if (isJson(options)) return [JSON.stringify(alarms)]
      const lines = alarms.flatMap(alarmLines)
      return [...(lines.length > 0 ? lines : ['There is no alarm']), await waysLine(tools, by)]
    },
  },
  'alarm set': {
    usage: '[--webhook https://...] [--email ADDRESS]',
    options: { webhook: 'text', email: 'text' },
    does: 'have alarms told by a signed webhook, by e-mail, or both; `none` takes a way back',
    run: async (tools, by, { options }) => {
      const { newSecret } = await chooseAlarmWays(tools, by, wantedWays(options))
      const secret = newSecret
        ? [
            `The webhook is signed with ${newSecret}. Keep it: it is not shown again, and setting the webhook anew makes another`,
          ]
        : []
      return [await waysLine(tools, by), ...secret]
    },
  },
}

function wantedWays({ webhook, email }: Given['options']) {
  return definedOnly({ webhook: orNone(webhook), email: orNone(email) })
}

function orNone(address: string | undefined): string | null | undefined {
  return address === 'none' ? null : address
}

function alarmLines(alarm: ShownAlarm): readonly Line[] {
  const { sentence, todo, detail, raisedAt, liftedAt } = alarm
  const state = liftedAt ? `over since ${timeText(liftedAt)}` : 'open'
  return [
    `${timeText(raisedAt)}  ${state}: ${sentence}`,
    ...(liftedAt ? [] : [`    ${todo}`]),
    ...(detail ? [`    ${detail}`] : []),
    ...tellingLines(alarm),
  ]
}

/** Only what went wrong is told line by line. */
function tellingLines({ tellings }: ShownAlarm): readonly Line[] {
  return tellings
    .filter(({ error }) => error !== undefined)
    .map(({ way, error, isOver, attempts }) => {
      const tries = isOver ? `given up after ${attempts} tries` : `tried ${attempts} times so far`
      return `    not told by ${way}: ${error} (${tries})`
    })
}

async function waysLine(tools: CommandTools, by: By): Promise<Line> {
  const { webhook, email } = await showAlarmWays(tools, by)
  const ways = [webhook, email].filter((address) => address !== undefined)
  return ways.length > 0
    ? `Alarms go to ${ways.join(' and ')}`
    : 'Alarms are told nowhere else: see `alarm set`'
}
