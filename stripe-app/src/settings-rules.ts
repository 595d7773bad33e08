import type { AccountChoices, AlarmWays, Flows } from '../../server/routes/panel/contract.ts'
import { parseDelays } from './delays.ts'
import type { WaysDraft } from './save-settings.ts'
import type { AccountDraft, FlowDraft, KnownFlow } from './settings-draft.ts'
import { texts } from './texts.ts'
import type { Wrong } from './wrong.ts'

const words = texts.settings.wrong
const minutesADay = 24 * 60

type Limits = AccountChoices['limits']['perDay']

/** What must be so of which field, and what to say when it is not; of several that are broken the first is told. */
type Rule<Draft> = readonly [field: keyof Draft, holds: boolean, todo: string]

/** What is wrong with an account's draft. */
export function rulesOfAccount(draft: AccountDraft, limits: AccountChoices['limits']): Wrong<AccountDraft> {
  const help = draft.supportContact.trim()
  const areCaps = isWhole(draft.perDay, limits.perDay) && isWhole(draft.perWeek, limits.perWeek)
  const isEnough = !areCaps || Number(draft.perWeek) >= Number(draft.perDay)
  return broken<AccountDraft>([
    ['perDay', isWhole(draft.perDay, limits.perDay), words.whole(limits.perDay)],
    ['perWeek', isWhole(draft.perWeek, limits.perWeek), words.whole(limits.perWeek)],
    ['perDay', isEnough, words.caps],
    ['perWeek', isEnough, words.caps],
    ['holdOutPercent', isShare(draft.holdOutPercent, limits.holdOutShare), words.share(limits.holdOutShare)],
    [
      'supportContact',
      help === '' || isIn(help.length, limits.supportContact),
      words.help(limits.supportContact),
    ],
    ['keepWordsDays', isWhole(draft.keepWordsDays, limits.keepWordsDays), words.whole(limits.keepWordsDays)],
  ])
}

/** What is wrong with a flow's draft. */
export function rulesOfFlow(draft: FlowDraft, flow: KnownFlow, limits: Flows['limits']): Wrong<FlowDraft> {
  const delays = parseDelays(draft.delays)
  const isWindow = isWhole(draft.windowDays, limits.windowDays)
  const isLongEnough = !isWindow || !delays || Number(draft.windowDays) * minutesADay > Math.max(0, ...delays)
  return broken<FlowDraft>([
    ...delayRules(delays, flow),
    ['perSubject', isWhole(draft.perSubject, limits.perSubject), words.whole(limits.perSubject)],
    ['windowDays', isWindow, words.whole(limits.windowDays)],
    ['windowDays', isLongEnough, words.window],
    ['delays', isLongEnough, words.window],
    ['holdOutPercent', isShare(draft.holdOutPercent, limits.holdOutShare), words.share(limits.holdOutShare)],
  ])
}

function delayRules(delays: readonly number[] | undefined, { steps }: KnownFlow): readonly Rule<FlowDraft>[] {
  if (!delays) return [['delays', false, words.delays]]
  const grow = delays.every((delay, index) => index === 0 || delay > (delays[index - 1] ?? delay))
  const mayGoBefore = (steps[0]?.delayMinutes ?? 0) < 0
  return [
    ['delays', delays.length <= steps.length, words.tooManyDelays(steps.length)],
    ['delays', grow, words.delaysGrow],
    ['delays', mayGoBefore || delays.every((delay) => delay >= 0), words.noneBefore],
  ]
}

/** What is wrong with where alarms shall go. */
export function rulesOfWays({ webhook, email }: WaysDraft, ways: AlarmWays): Wrong<WaysDraft> {
  const isSame = webhook === (ways.webhook ?? '')
  return broken<WaysDraft>([
    ['webhook', isSame || webhook.trim() === '' || isWebAddress(webhook), words.webhook],
    ['email', email.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()), words.email],
  ])
}

function isWebAddress(text: string): boolean {
  return /^https:\/\/[^\s/@]+\.[^\s/@]+(\/\S*)?$/.test(text.trim())
}

function broken<Draft>(rules: readonly Rule<Draft>[]): Wrong<Draft> {
  const told = rules.filter(([, holds]) => !holds).map(([field, , todo]) => [field, todo] as const)
  return Object.fromEntries(told.toReversed()) as Wrong<Draft>
}

function isWhole(text: string, limits: Limits): boolean {
  return /^\d{1,9}$/.test(text.trim()) && isIn(Number(text), limits)
}

/** In percent with one place, of limits that are shares. */
function isShare(percent: string, limits: Limits): boolean {
  return /^\d{1,3}([.]\d)?$/.test(percent.trim()) && isIn(Number(percent) / 100, limits)
}

function isIn(value: number, { least, most = Number.POSITIVE_INFINITY }: Limits): boolean {
  return value >= least && value <= most
}
