import { readKeyword } from './keywords.ts'
import { buttonAnswer, type Reply } from './reply.ts'

/** The shopper wants no more messages, of any purpose. */
export const stop: Reply = {
  key: 'stop',
  understands: (said) => buttonAnswer(said) === 'stop' || readKeyword(said.text ?? '') === 'stop',
  effect: { kind: 'consent', state: 'withdrawn' },
}
