import type { AccountKey } from '../domain/account.ts'
import type { AlarmNews, AlarmWay } from '../domain/alarms.ts'
import type { AnswerState, Wish } from '../domain/answer.ts'
import type { Attribution } from '../domain/attribution.ts'
import type { EndingKind } from '../domain/enrollment.ts'
import type { PausePlace } from '../domain/pauses.ts'
import type { Reason } from '../domain/reasons.ts'

/** What a turn of the loop did, one value for each thing; ids only, so that it may be logged and counted. */
export type Outcome =
  | { readonly kind: 'ignored'; readonly rows: number; readonly reason: string }
  | (Of & { readonly kind: 'installed' | 'uninstalled' | 'erased' })
  | (Of & { readonly kind: 'enrolled'; readonly flow: string; readonly enrollmentId: string })
  | (Of & { readonly kind: 'updated'; readonly flow: string; readonly enrollmentId: string })
  | (Of & {
      readonly kind: 'settled'
      readonly enrollmentId: string
      readonly ending: EndingKind | undefined
    })
  | (Of & { readonly kind: 'card-used'; readonly subscription: string })
  | (Of & { readonly kind: 'sent'; readonly nudgeId: string; readonly sendId: string })
  | (Of & { readonly kind: 'waits'; readonly nudgeId: string; readonly reason: Reason })
  | (Of & { readonly kind: 'skipped'; readonly nudgeId: string; readonly reason: Reason })
  | (Of & {
      readonly kind: 'refused'
      readonly nudgeId: string
      readonly code: number | undefined
      readonly text: string
    })
  | (Of & { readonly kind: 'unknown'; readonly nudgeId: string; readonly text: string })
  | (Of & { readonly kind: 'written-back'; readonly recoveryId: string; readonly attribution: Attribution })
  | (Of & { readonly kind: 'not-written-back'; readonly recoveryId: string; readonly text: string })
  | (Of & {
      readonly kind: 'answer'
      readonly answerId: string
      readonly wish: Wish
      readonly fate: Exclude<AnswerState, 'waiting' | 'sending'> | 'waits'
      readonly reason: string
    })
  | (Of & { readonly kind: 'gave-way'; readonly recoveryId: string })
  | (Of & { readonly kind: 'braked'; readonly flow: string; readonly because: string })
  | (OfPause & { readonly kind: 'unpaused' })
  | (OfPause & { readonly kind: 'on-trial' })
  | (OfPause & { readonly kind: 'rests-on'; readonly text: string })
  | (OfNotice & { readonly kind: 'told' })
  | (OfNotice & { readonly kind: 'not-told'; readonly text: string })
  | (Of & { readonly kind: 'handed-in-texts'; readonly waiting: number })
  | (Of & { readonly kind: 'asked-meta'; readonly wabaId: string })
  | { readonly kind: 'reported'; readonly items: number; readonly ignored: number; readonly setAside: number }
  | { readonly kind: 'step-failed'; readonly what: string; readonly error: string }
  | {
      readonly kind: 'failed'
      readonly what: string
      readonly id: string
      readonly error: string
      readonly setAside: boolean
    }

/** What an error says, as it is kept and logged. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

type Of = { readonly account: AccountKey }
type OfNotice = Of & { readonly alarmId: string; readonly news: AlarmNews; readonly way: AlarmWay }
type OfPause = Of & PausePlace
