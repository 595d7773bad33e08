import { listAudit } from '../commands/list-audit.ts'
import { changeText } from './change-words.ts'
import { type Commands, orElse, timeText } from './command.ts'

/** Who changed what. */
export const auditCommands: Commands = {
  'audit list': {
    usage: '',
    does: 'show who changed what, the latest first',
    run: async (tools, by) => {
      const changes = await listAudit(tools, by)
      const lines = changes.map(
        (change) => `${timeText(change.doneAt)}  ${change.actor}  ${changeText(change)}`,
      )
      return orElse(lines, 'Nothing has been changed yet')
    },
  },
}
