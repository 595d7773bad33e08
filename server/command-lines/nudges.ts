import { nudgeNow } from '../commands/nudge-now.ts'
import { letGoOn, pauseEnrollment } from '../commands/pause-enrollment.ts'
import { type Commands, word } from './command.ts'

/** What a person may do about the messages of one matter. */
export const nudgeCommands: Commands = {
  'nudge now': {
    usage: 'ID',
    takes: 1,
    does: 'make the next message about an invoice, payment or other matter due now; it is decided like every other',
    run: async (tools, by, { words }) => {
      const { flow, subject, step } = await nudgeNow(tools, by, word(words, 'ID'))
      return [
        `Message ${step} of ${flow} for ${subject} is due now; \`explain ${subject}\` tells what came of it`,
      ]
    },
  },
  'nudge pause': {
    usage: 'ID',
    takes: 1,
    does: 'send nothing about one matter until it may go on',
    run: async (tools, by, { words }) => {
      const { flow, subject, hasChanged } = await pauseEnrollment(tools, by, word(words, 'ID'))
      return [`${flow} for ${subject} is paused${hasChanged ? '' : ' already'}`]
    },
  },
  'nudge go-on': {
    usage: 'ID',
    takes: 1,
    does: 'let the messages about one matter go on',
    run: async (tools, by, { words }) => {
      const { flow, subject, hasChanged } = await letGoOn(tools, by, word(words, 'ID'))
      return [`${flow} for ${subject} ${hasChanged ? 'goes on' : 'was not paused'}`]
    },
  },
}
