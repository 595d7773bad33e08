import { type Decision, decide } from '../../../server/domain/decide.ts'
import type { Situation } from '../../../server/domain/situation.ts'

/** Wednesday, eleven in the morning in Madrid. */
export const now = Temporal.Instant.from('2026-11-25T10:00:00Z')
export const inMinutes = (minutes: number) => now.add({ minutes })
export const inHours = (hours: number) => now.add({ hours })
export const inDays = (days: number) => now.add({ hours: 24 * days })

/** A renewal failed an hour ago, and nothing speaks against the first message. */
export const clear: Situation = {
  now,
  environment: 'live',
  ending: undefined,
  isInstalled: true,
  stopped: undefined,
  flowIsOn: true,
  pausedBy: undefined,
  mode: 'live',
  dueAt: now,
  plannedAt: now,
  uselessAt: inDays(8),
  answersWait: false,
  purpose: 'service',
  priority: 'failed-payment',
  phone: '+34600000000',
  phoneIsAllowed: false,
  hidden: undefined,
  consent: 'granted',
  confirmedTwice: false,
  unreachableUntil: undefined,
  offersRestUntil: undefined,
  heldBy: 'bot',
  promisedUntil: undefined,
  hasNumber: true,
  senderPause: undefined,
  template: 'approved',
  templateRestsUntil: undefined,
  category: 'utility',
  alreadySpeaks: undefined,
  saidAlready: false,
  urgentWaits: false,
  stripeEmails: false,
  besideEmails: true,
  isUnderWay: false,
  hopefulRetryAt: undefined,
  recentSends: [],
  caps: { perDay: 1, perWeek: 3 },
  sentAboutSubject: 0,
  perSubject: 3,
  sendingHours: { fromMinute: 9 * 60, toMinute: 20 * 60 },
  timeZones: ['Europe/Madrid'],
  phoneCountry: 'ES',
  side: 'treated',
  isExempt: false,
}

/** What is decided when all is clear but for this. */
export function decideOn(change: Partial<Situation>): Decision {
  return decide({ ...clear, ...change })
}

export const sent = { kind: 'send', gate: 'all', reason: 'clear' } as const
