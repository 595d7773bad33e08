import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { timeOf } from './letters.ts'

/** A window ends when it is looked at, at the latest an hour after. */
const patienceMs = 3_600_000

/** Every enrollment has ended in its time, with a reason; nothing waits, and nothing went wrong on the way. */
export function checkEndings({
  enrollments,
  nudges,
  inbox,
  sends,
  troubles,
}: Pick<Evidence, 'enrollments' | 'nudges' | 'inbox' | 'sends' | 'troubles'>): readonly Violation[] {
  return [
    ...broken(
      'an enrollment never ended, or nobody wrote down why',
      enrollments.flatMap(({ id, flow, ending, ended_because }) =>
        ending && ended_because ? [] : [`${id} ${flow}`],
      ),
    ),
    ...broken(
      'an enrollment outlived its window',
      enrollments.flatMap(({ id, flow, ended_at, window_ends_at }) =>
        (ended_at ?? 0) > window_ends_at + patienceMs ? [`${id} ${flow} at ${timeOf(ended_at ?? 0)}`] : [],
      ),
    ),
    ...broken(
      'a nudge is left in the middle',
      nudges.flatMap(({ id, state }) => (isOpen(state) ? [`${id} ${state}`] : [])),
    ),
    ...broken(
      'a send is left in the middle',
      sends.flatMap(({ id, outcome }) => (outcome === 'open' ? [id] : [])),
    ),
    ...broken(
      'a webhook waits or was set aside',
      inbox.flatMap(({ id, type, state, reason }) =>
        state === 'waiting' || state === 'set_aside' ? [`${id} ${type} ${state} (${reason})`] : [],
      ),
    ),
    ...broken('something failed that nobody made fail', troubles),
  ]
}

function isOpen(state: string): boolean {
  return state === 'scheduled' || state === 'sending' || state === 'unknown'
}
