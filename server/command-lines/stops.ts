import {
  resumeEverything,
  resumeSending,
  showSwitches,
  stopEverything,
  stopSending,
} from '../commands/stop-sending.ts'
import type { By, CommandTools } from '../commands/tools.ts'
import { type Commands, definedOnly, type Line, orElse, timeText, word } from './command.ts'

/** The kill switches. */
export const stopCommands: Commands = {
  'stop everything': {
    isForAll: true,
    usage: '[--note ...]',
    options: { note: 'text' },
    does: 'send nothing for any account, from this moment on',
    run: async (tools, by, { options }) => {
      await stopEverything(tools, by, options.note)
      return ['Nothing is sent for any account until `npm run paynudge -- resume everything`']
    },
  },
  'stop account': {
    usage: '[--note ...]',
    options: { note: 'text' },
    does: 'send nothing for the account, from this moment on',
    run: async (tools, by, { options }) => {
      await stopSending(tools, by, definedOnly({ note: options.note }))
      return stopLines(tools, by)
    },
  },
  'stop flow': {
    usage: 'FLOW [--note ...]',
    takes: 1,
    options: { note: 'text' },
    does: 'send nothing for one flow of the account, from this moment on',
    run: async (tools, by, { words, options }) => {
      await stopSending(tools, by, definedOnly({ flow: word(words, 'FLOW'), note: options.note }))
      return stopLines(tools, by)
    },
  },
  'stop list': { usage: '', does: 'show what is stopped, since when and why', run: stopLines },
  'resume everything': {
    isForAll: true,
    usage: '',
    does: 'send again, save for what is stopped by itself',
    run: async (tools, by) => [
      (await resumeEverything(tools, by))
        ? 'Accounts send again, save for those stopped by themselves'
        : 'Not everything was stopped',
    ],
  },
  'resume account': {
    usage: '',
    does: 'send for the account again, save for flows stopped by themselves',
    run: async (tools, by) => {
      const released = await resumeSending(tools, by)
      return [...notStopped(released, 'The account'), ...(await stopLines(tools, by))]
    },
  },
  'resume flow': {
    usage: 'FLOW',
    takes: 1,
    does: 'send for one flow of the account again',
    run: async (tools, by, { words }) => {
      const flow = word(words, 'FLOW')
      const released = await resumeSending(tools, by, { flow })
      return [...notStopped(released, flow), ...(await stopLines(tools, by))]
    },
  },
}

function notStopped(released: unknown, what: string): readonly Line[] {
  return released ? [] : [`${what} was not stopped by itself`]
}

async function stopLines(tools: CommandTools, by: By): Promise<readonly Line[]> {
  const lines = (await showSwitches(tools, by)).map(({ stops, flow, since, actor, note }) => {
    const what = flow ?? { everything: 'Everything', account: 'The account', flow: 'A flow' }[stops]
    return `${what} is stopped since ${timeText(since)} by ${actor}${note ? `: ${note}` : ''}`
  })
  return orElse(lines, 'Nothing is stopped')
}
