import type { Evidence } from './evidence.ts'

/** What a month came to, counted by reason: a line for each count. */
export function figuresOf(evidence: Evidence): readonly string[] {
  const { people, enrollments, letters, nudges, decisions, recoveries, payments, shoppers } = evidence
  const zones = new Set(people.map(({ place }) => place.zone))
  return [
    `customers: ${people.length}, in ${zones.size} time zones; ${count(shoppers.map(({ side }) => side ?? 'never drawn'))}`,
    ...table(
      'enrollments',
      enrollments.map(({ flow }) => flow),
    ),
    ...table(
      'messages',
      nudges.filter(({ state }) => state === 'sent').map(({ template }) => template),
      letters.length,
    ),
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

function table(name: string, words: readonly string[], total = words.length): readonly string[] {
  const lines = [...Map.groupBy(words, (word) => word)].map(
    ([word, all]) => `${String(all.length).padStart(8)}  ${word}`,
  )
  return [`${name}: ${total}`, ...lines.toSorted().toReversed()]
}

function count(words: readonly string[]): string {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, all]) => `${word} ${all.length}`)
    .toSorted()
    .join(', ')
}
