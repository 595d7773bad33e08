import { recordAudit } from '../store/audit.ts'
import { readLedger } from '../store/consents.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { findShoppers } from '../store/shoppers.ts'
import { append, checkConsent } from './record-consent.ts'
import { type By, type CommandTools, isRefusal, refusal } from './tools.ts'

/** The fields of a line: phone, consented_at, wording and proof are needed; purpose is `service` when left out. */
export type ConsentFields = Readonly<Record<string, string | undefined>>

/** One line of a file, by its number in it; or what kept it from being read. */
export type ConsentLine =
  | { readonly line: number; readonly fields: ConsentFields }
  | { readonly line: number; readonly problem: string }

/** What became of the lines of a file. */
export type ImportedConsents = {
  readonly imported: number
  /** Lines whose permission was in the ledger before, from the same file or another. */
  readonly known: number
  readonly refused: readonly { readonly line: number; readonly why: string }[]
}

const linesAtMost = 100_000
const neededColumns = ['phone', 'consented_at', 'wording', 'proof'] as const

/**
 * Imports permissions with their proof. Every line is checked by itself: the good ones are kept, the others named with
 * their line number, and a file imported twice changes nothing.
 */
export async function importConsents(
  tools: CommandTools,
  by: By,
  file: {
    readonly name: string
    readonly columns: readonly string[]
    readonly lines: readonly ConsentLine[]
  },
): Promise<ImportedConsents> {
  checkFile(file)
  const refused: { line: number; why: string }[] = []
  let imported = 0
  let known = 0
  for (const line of file.lines) {
    try {
      if ('problem' in line) throw refusal(line.problem)
      if (await importLine(tools, by, { fields: line.fields, file: file.name })) imported += 1
      else known += 1
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push({ line: line.line, why: error.message })
    }
  }
  const now = tools.clock.now()
  const after = { file: file.name, imported, known, refused: refused.length }
  await recordAudit(tools.db, { ...by.account, actor: by.actor, command: 'import-consents', after }, now)
  return { imported, known, refused }
}

function checkFile({
  columns,
  lines,
}: {
  readonly columns: readonly string[]
  readonly lines: readonly ConsentLine[]
}) {
  const missing = neededColumns.filter((column) => !columns.includes(column))
  if (missing.length > 0)
    throw refusal(`The first line must name the columns; it lacks ${missing.join(', ')}`)
  if (lines.length === 0) throw refusal('The file holds no lines below its column names')
  if (lines.length > linesAtMost) throw refusal(`A file holds at most ${linesAtMost} lines; split this one`)
}

type Line = { readonly fields: ConsentFields; readonly file: string }

function importLine(tools: CommandTools, by: By, { fields, file }: Line): Promise<boolean> {
  const now = tools.clock.now()
  const { phone = '', consented_at, wording, proof, purpose: about } = fields
  if (!proof) throw refusal('The proof is missing: where the permission can be looked up')
  if (!consented_at) throw refusal('consented_at is missing: when the customer agreed')
  const entry = checkConsent(
    {
      phone,
      state: 'granted',
      givenAt: isDay.test(consented_at) ? `${consented_at}T00:00:00Z` : consented_at,
      proof,
      ...(wording ? { wording } : {}),
      ...(about ? { purpose: about as 'service' } : {}),
    },
    now,
  )
  const purpose = entry.purpose ?? 'service'
  return inTransaction(tools.db, async (tx) => {
    if (await isKnown(tx, by, { ...entry, purpose })) return false
    await append(tx, by, { ...entry, purpose, source: 'import', sourceRef: file }, now)
    return true
  })
}

/** A day without a time counts from its beginning. */
const isDay = /^\d{4}-\d{2}-\d{2}$/

async function isKnown(tx: Tx, { account }: By, entry: ReturnType<typeof checkConsent>): Promise<boolean> {
  const [shopperId] = await findShoppers(tx, account, { identities: [{ kind: 'phone', value: entry.phone }] })
  if (!shopperId) return false
  const ledger = await readLedger(tx, account, shopperId)
  return ledger.some(
    (known) =>
      known.source === 'import' &&
      known.purpose === entry.purpose &&
      known.proof === entry.proof &&
      known.givenFor === entry.phone &&
      known.givenAt.epochMilliseconds === entry.givenAt.epochMilliseconds,
  )
}
