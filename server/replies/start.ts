import { readKeyword } from './keywords.ts'
import type { Reply } from './reply.ts'

/** The shopper wants messages again. */
export const start: Reply = {
  key: 'start',
  understands: (said) => readKeyword(said.text ?? '') === 'start',
  effect: { kind: 'consent', state: 'granted' },
}
