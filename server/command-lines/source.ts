import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { refusal } from '../commands/tools.ts'

/** The content of a file, or for `-` what comes in by standard input. Refuses a file that cannot be read. */
export async function readSource(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  return readFile(file, 'utf8').catch(() => {
    throw refusal(`The file ${file} cannot be read`)
  })
}
