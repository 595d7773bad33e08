import type { AlarmKind } from '../domain/alarms.ts'
import type { PauseScope } from '../domain/pauses.ts'
import { rows } from './error-table.ts'

/** What is done about a message Meta refused, at once or in a status. */
export type Action =
  /** It passes by itself: the message is tried again. One that Meta had taken before it failed is not: see `actionText`. */
  | { readonly kind: 'retry'; readonly patience: Patience }
  /** This message is given up. */
  | { readonly kind: 'drop' }
  /** The shopper cannot be reached; two such misses and they are left alone for a while. */
  | { readonly kind: 'unreachable' }
  /** The shopper stopped offers, which is kept as their word. */
  | { readonly kind: 'opted-out' }
  /** This message is tried once more with shorter values; if that fails too it is given up, and the merchant must act. */
  | { readonly kind: 'shorten'; readonly scope: PauseScope; readonly alarm: AlarmKind }
  /** This message is given up, and the merchant must act. */
  | { readonly kind: 'ask'; readonly scope: PauseScope; readonly alarm: AlarmKind }
  /** Everything that goes this way waits, the message too; the merchant is told. */
  | {
      readonly kind: 'pause'
      readonly scope: PauseScope
      readonly alarm: AlarmKind
      readonly restMinutes: number
    }

/** How often a message is tried again, and how soon: each time `factor` times as long as before. */
export type Patience = {
  readonly firstSeconds: number
  readonly factor: number
  readonly longestSeconds: number
  readonly triesAtMost: number
}

/** One row of the table: Meta's codes, what they mean to a merchant, and what is done. */
export type ErrorRow = {
  readonly codes: readonly number[]
  /** A sentence for the merchant. */
  readonly says: string
  readonly action: Action
}

/** Nobody knows what it means, so it could be a message that reached the shopper: it is not tried again. */
const unknownCode: Omit<ErrorRow, 'codes'> = {
  says: 'Meta refused this message for a reason Paynudge does not know.',
  action: { kind: 'drop' },
}

/** Meta itself says that the fault is on its side. */
const unknownOutage: Omit<ErrorRow, 'codes'> = {
  says: 'WhatsApp had a fault of its own.',
  action: { kind: 'retry', patience: { firstSeconds: 120, factor: 2, longestSeconds: 480, triesAtMost: 3 } },
}

const byCode = new Map(rows.flatMap((row) => row.codes.map((code) => [code, row] as const)))

/** What a code means and what is done about it; a code nobody knows is retried only if its HTTP status is 5xx. */
export function errorOf(code: number | undefined, httpStatus = 400): Omit<ErrorRow, 'codes'> {
  const row = code === undefined ? undefined : byCode.get(code)
  return row ?? (httpStatus >= 500 ? unknownOutage : unknownCode)
}

/** When to try again after so many tries; undefined when there were enough. */
export function retryAfterSeconds(patience: Patience, tries: number): number | undefined {
  const { firstSeconds, factor, longestSeconds, triesAtMost } = patience
  if (tries >= triesAtMost) return undefined
  return Math.min(firstSeconds * factor ** (tries - 1), longestSeconds)
}

/**
 * What an error means and what is done about it, in words. A message that Meta had taken is never handed over again,
 * whatever it failed of later: nothing is sent twice.
 */
export function errorText(code: number, { hadTaken }: { readonly hadTaken: boolean }): string {
  const { says, action } = errorOf(code)
  return `${says} ${hadTaken && isTriedAgain(action) ? done.drop : done[action.kind]}`
}

function isTriedAgain({ kind }: Action): boolean {
  return kind === 'retry' || kind === 'shorten'
}

const done: Readonly<Record<Action['kind'], string>> = {
  retry: 'It is tried again by itself, as long as it is of use.',
  shorten: 'It is tried once more with shorter values.',
  drop: 'This message is not sent again.',
  unreachable:
    'This message is not sent again, and after two such misses the customer is left alone for 30 days.',
  'opted-out': 'It is kept as their word: they get no more offers.',
  ask: 'This message is not sent again; what to do stands with the alarm about it.',
  pause: 'What goes the same way waits until it is mended; what to do stands with the alarm about it.',
}
