import type { Evidence } from './evidence.ts'

/** What a month came to, counted by reason: a line for each count. */
export function figuresOf(evidence: Evidence): readonly string[] {
  const { people, enrollments, nudges, decisions, recoveries, payments, shoppers } = evidence
  const zones = new Set(people.map(({ place }) => place.zone))
  return [
    `customers: ${people.length}, in ${zones.size} time zones; ${count(shoppers.map(({ side }) => side ?? 'never drawn'))}`,
    ...table(
      'enrollments',
      enrollments.map(({ flow }) => flow),
    ),
    ...table('messages', textsOf(evidence)),
    ...table(
      'nudges',
      nudges.map(({ state }) => state),
    ),
    ...table(
      'decisions',
      decisions.map(({ kind, gate, reason }) => `${kind} ${gate}/${reason}`),
    ),
    ...table(
      'endings',
      enrollments.map(({ flow, ending }) => `${ending} (${flow})`),
    ),
    ...table(
      'recoveries',
      recoveries.map(({ attribution }) => attribution),
    ),
    `payments: ${payments.length}, of ${payments.filter(({ refunded }) => refunded > 0).length} something went back`,
  ]
}

/** The text of each message by its key. */
function textsOf({ letters, sends, nudges }: Evidence): readonly string[] {
  const nudgeOf = new Map(sends.map(({ id, nudge_id }) => [id, nudge_id]))
  const texts = new Map(nudges.map(({ id, template }) => [id, template]))
  return letters.map(({ sendId }) => texts.get(nudgeOf.get(sendId) ?? '') ?? 'nobody wrote it down')
}

function table(name: string, words: readonly string[]): readonly string[] {
  const lines = [...Map.groupBy(words, (word) => word)].map(
    ([word, all]) => `${String(all.length).padStart(8)}  ${word}`,
  )
  return [`${name}: ${words.length}`, ...lines.toSorted().toReversed()]
}

function count(words: readonly string[]): string {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, all]) => `${word} ${all.length}`)
    .toSorted()
    .join(', ')
}
