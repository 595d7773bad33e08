import { recordAudit } from '../store/audit.ts'
import { readLedger } from '../store/consents.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { findShoppers } from '../store/shoppers.ts'
import { append, checkConsent } from './record-consent.ts'
import { type By, type CommandTools, isRefusal, refusal } from './tools.ts'

/** One line of a file: phone, consented_at, wording and proof are needed; purpose is `service` when left out. */
export type ConsentLine = Readonly<Record<string, string | undefined>>

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
  file: { readonly name: string; readonly lines: readonly ConsentLine[] },
): Promise<ImportedConsents> {
  checkFile(file.lines)
  const refused: { line: number; why: string }[] = []
  let imported = 0
  let known = 0
  for (const [index, line] of file.lines.entries()) {
    try {
      if (await importLine(tools, by, { line, file: file.name })) imported += 1
      else known += 1
    } catch (error) {
      if (!isRefusal(error)) throw error
      // The first line of the file holds the names of the columns.
      refused.push({ line: index + 2, why: error.message })
    }
  }
  const now = tools.clock.now()
  const after = { file: file.name, imported, known, refused: refused.length }
  await recordAudit(tools.db, { ...by.account, actor: by.actor, command: 'import-consents', after }, now)
  return { imported, known, refused }
}

function checkFile(lines: readonly ConsentLine[]) {
  if (lines.length > linesAtMost) throw refusal(`A file holds at most ${linesAtMost} lines; split this one`)
  const columns = Object.keys(lines[0] ?? {})
  const missing = neededColumns.filter((column) => !columns.includes(column))
  if (missing.length > 0) throw refusal(`The file lacks the column ${missing.join(', ')}`)
}

type Line = { readonly line: ConsentLine; readonly file: string }

function importLine(tools: CommandTools, by: By, { line, file }: Line): Promise<boolean> {
  const now = tools.clock.now()
  if (!line.proof) throw refusal('The proof is missing: where the permission can be looked up')
  if (!line.consented_at) throw refusal('consented_at is missing: when the customer agreed')
  const entry = checkConsent(
    {
      phone: line.phone ?? '',
      state: 'granted',
      givenAt: line.consented_at,
      proof: line.proof,
      ...(line.wording ? { wording: line.wording } : {}),
      ...(line.purpose ? { purpose: line.purpose as 'service' } : {}),
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
