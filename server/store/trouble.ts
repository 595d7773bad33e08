/** The error of work that another worker's made void; trying again is all there is to do. */
export function race(text: string): Error {
  return Object.assign(new Error(text), { isRace: true })
}

/** SQLite: another process writes, the disk is full or fails. https://sqlite.org/rescode.html */
const sqliteTrouble = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)/
/**
 * PostgreSQL: connection, resources, the operator, the system; a deadlock, a serialization failure, a lock not had
 * in time. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const postgresTrouble = /^(08|53|57|58)...$|^40001$|^40P01$|^55P03$/
/** What the driver and the network say without such a code. */
const connectionTrouble =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$|Connection terminated|timeout exceeded when trying to connect|not queryable/

/**
 * Whether an error says nothing about the work itself: another worker was faster, or the database was away, full or
 * held by somebody else.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('isRace' in error) return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    sqliteTrouble.test(code) || postgresTrouble.test(code) || connectionTrouble.test(code || error.message)
  )
}
