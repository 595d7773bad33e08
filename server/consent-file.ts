import { parse } from 'csv-parse/sync'
import type { ConsentLine } from './commands/import-consents.ts'
import { refusal } from './commands/tools.ts'

/** A file of permissions: the names in its first line, and the lines below. */
export type ConsentFile = { readonly columns: readonly string[]; readonly lines: readonly ConsentLine[] }

/** Reads a CSV file line by line, so that one that is broken is named by its number and the others are kept. */
export function readConsentFile(content: string): ConsentFile {
  const [head, ...rows] = parseRows(content)
  const columns = head?.record ?? []
  if (columns.length === 1 && columns[0]?.includes(';')) {
    throw refusal('Columns are separated by commas; this file uses semicolons')
  }
  return { columns, lines: rows.map((row) => consentLine(columns, row)) }
}

type Row = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

function parseRows(content: string): readonly Row[] {
  const how = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true } as const
  try {
    return parse(content, how) as unknown as readonly Row[]
  } catch (error) {
    throw refusal(`The file is no CSV: ${error instanceof Error ? error.message : ''}`)
  }
}

function consentLine(columns: readonly string[], { record, info }: Row): ConsentLine {
  const line = info.lines
  if (record.length === columns.length) {
    return {
      line,
      fields: Object.fromEntries(columns.map((column, index) => [column, record[index] || undefined])),
    }
  }
  const found = `it has ${record.length} fields, the first line names ${columns.length}`
  return { line, problem: `${found}; put text that holds a comma into quotes` }
}
