import { createHash } from 'node:crypto'

/** Whether chance puts a name into the second half; the same name always comes out the same. */
export function isInSecondHalf(name: string): boolean {
  return (createHash('sha256').update(name).digest()[0] ?? 0) >= 128
}
