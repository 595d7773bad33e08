import { readKeyword } from './keywords.ts'
import { buttonAnswer, type Reply } from './reply.ts'

/** The shopper wants no more messages, of any purpose. */
export const stop: Reply = {
  key: 'stop',
  wants: (said) =>
    buttonAnswer(said) === 'stop' || readKeyword(said.text ?? '') === 'stop'
      ? { kind: 'consent', state: 'withdrawn' }
      : undefined,
}
