import { buttonAnswer, type Reply, type Shown } from './reply.ts'
import { saysOneOf, type Wordings } from './wording.ts'

/** A reply that wants to be shown something: by a button of its name, or by one of these wordings. */
export function showing(what: Shown, wordings: Wordings): Reply {
  const isSaid = saysOneOf(wordings)
  return {
    key: what,
    wants: (said) => (buttonAnswer(said) === what || isSaid(said.text) ? { kind: 'show', what } : undefined),
  }
}
