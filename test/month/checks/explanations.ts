import { broken, type Violation } from '../../crash/checks/evidence.ts'
import type { Evidence, Written } from '../evidence.ts'

type Nudge = Written['nudges'][number]
type Decision = Written['decisions'][number]

/** The last word about a nudge, by where it came to. A cancelled one is explained by how its enrollment ended. */
const lastWord: Readonly<Record<string, string>> = {
  sent: 'send',
  failed: 'send',
  unknown: 'send',
  skipped: 'skip',
}

/** Every nudge has its decisions, the last of which is what became of it, and `explain` tells of each. */
export function checkExplanations({
  nudges,
  decisions,
  explained,
}: Pick<Evidence, 'nudges' | 'decisions' | 'explained'>): readonly Violation[] {
  const decisionsOf = Map.groupBy(decisions, ({ nudge_id }) => nudge_id)
  const idsOf = (fits: (nudge: Nudge, of: readonly Decision[]) => boolean) =>
    nudges
      .filter((nudge) => fits(nudge, decisionsOf.get(nudge.id) ?? []))
      .map(({ id, state, template }) => `${id} ${template} ${state}`)
  return [
    ...broken(
      'a nudge has no decision',
      idsOf((_, of) => of.length === 0),
    ),
    ...broken(
      'a decision names no gate or no reason',
      decisions.flatMap(({ nudge_id, gate, reason }) => (gate && reason ? [] : [nudge_id])),
    ),
    ...broken(
      'the last decision about a nudge is not what became of it',
      idsOf(({ state }, of) => state in lastWord && of.at(-1)?.kind !== lastWord[state]),
    ),
    ...broken(
      '`explain` does not say why a message was sent or not',
      idsOf((nudge) => {
        const lines = explained.get(nudge.enrollment_id)
        return lines !== undefined && !isToldOf(nudge, lines)
      }),
    ),
  ]
}

/** At least a name, a colon and a sentence. */
function isToldOf({ step, template }: Nudge, lines: readonly string[]): boolean {
  const name = `message ${step} (${template}): `
  return lines.some((line) => (line.split(name)[1] ?? '').length > 0)
}
