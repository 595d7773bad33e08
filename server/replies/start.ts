import { readKeyword } from './keywords.ts'
import type { Reply } from './reply.ts'

/** The shopper wants messages again. */
export const start: Reply = {
  key: 'start',
  wants: ({ text }) =>
    readKeyword(text ?? '') === 'start' ? { kind: 'consent', state: 'granted' } : undefined,
}
