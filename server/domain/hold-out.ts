import { createHash } from 'node:crypto'
import type { Side } from './situation.ts'

/** What a side is drawn from. The same draw always comes out the same. */
export type Draw = {
  /** Of the account; another salt draws other shoppers. */
  readonly salt: string
  /** 0 to 0.5. A greater share keeps everybody silent that a smaller one does. */
  readonly share: number
  readonly shopperId: string
}

const drawnBytes = 6

/** The side a shopper is on, as chance has it. */
export function drawSide({ salt, share, shopperId }: Draw): Side {
  const hash = createHash('sha256').update(`${salt}:${shopperId}`).digest()
  const drawn = hash.readUIntBE(0, drawnBytes) / 2 ** (8 * drawnBytes)
  return drawn < share ? 'held-out' : 'treated'
}
