import { type AuditLine, listAudit as listLines } from '../store/audit.ts'
import type { By, CommandTools } from './tools.ts'

const changesAtMost = 50

/** The latest changes somebody asked for, newest first: those to the account, and those to every account. */
export function listAudit({ db }: CommandTools, { account }: By): Promise<readonly AuditLine[]> {
  return listLines(db, account, changesAtMost)
}
