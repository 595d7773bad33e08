import { broken, type Evidence, type Violation } from './evidence.ts'

/** At most one message for each answer, every answer says truly what became of it, and a stop is confirmed once. */
export function checkAnswers({ answers, messages }: Evidence): readonly Violation[] {
  const messagesOf = Map.groupBy(messages, ({ opaque }) => opaque)
  const taken = (id: string) => (messagesOf.get(id) ?? []).length
  const idsOf = (rule: (answer: Evidence['answers'][number]) => boolean) =>
    answers.filter(rule).map(({ id, wish, state }) => `${id} ${wish} ${state}`)
  return [
    ...broken(
      'an answer was sent twice',
      idsOf(({ id }) => taken(id) > 1),
    ),
    ...broken(
      'an answer is left in the middle',
      idsOf(({ state }) => state === 'waiting' || state === 'sending'),
    ),
    ...broken(
      'an answer says it was sent, and no message went out',
      idsOf(({ id, state }) => state === 'sent' && taken(id) === 0),
    ),
    ...broken(
      'an answer was skipped and a message went out',
      idsOf(({ id, state }) => state === 'skipped' && taken(id) > 0),
    ),
    ...broken(
      'an answer was skipped and nobody wrote down why',
      idsOf(({ state, reason }) => state === 'skipped' && !reason),
    ),
  ]
}
