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

/** What is in a file, as it is. Refuses one that cannot be read. */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(file).catch(() => {
    throw refusal(`The file ${file} cannot be read`)
  })
  return new Uint8Array(bytes)
}
