/** The names under which PostgreSQL keeps statements, by their texts. */
const names = new Map<string, string>()

/**
 * Has PostgreSQL keep a statement prepared on each connection: to read and plan one takes it two to three times as long as
 * to run it (`npm run bench -- intake`). Only for texts of which there are few. Whatever takes all columns of a table is
 * left out, as it would fail once a migration adds one: "cached plan must not change result type"
 * (https://www.postgresql.org/docs/current/sql-prepare.html). Returns the text.
 */
export function keepPrepared(text: string): string {
  if (!names.has(text) && !text.includes('*')) names.set(text, `paynudge_${names.size}`)
  return text
}

/** The name of a statement that is kept prepared. */
export function preparedName(text: string): string | undefined {
  return names.get(text)
}
