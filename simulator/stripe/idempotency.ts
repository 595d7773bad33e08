import { refuse } from './refusal.ts'

/** Stripe's limit for a key. */
const longestKey = 255

/** An answer as it went over the wire; `body` is JSON. */
export type Answer = { readonly status: number; readonly body: string; readonly requestId: string }

type Remembered = { readonly fingerprint: string; readonly answer: Answer }

/** The keys of one account and what they were answered. */
export type Idempotency = {
  /** The first answer under this key; refuses when the key was used for something else. */
  readonly recall: (key: string, fingerprint: string) => Answer | undefined
  readonly remember: (key: string, fingerprint: string, answer: Answer) => void
}

/** Keeps the first answer for each key, errors of the server included (facts/stripe-events.md section 5). */
export function createIdempotency(): Idempotency {
  const answers = new Map<string, Remembered>()
  return {
    recall: (key, fingerprint) => {
      if (key.length > longestKey) refuseKey(`Idempotency keys may be at most ${longestKey} characters long.`)
      const first = answers.get(key)
      if (first && first.fingerprint !== fingerprint) {
        refuseKey(
          'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
            `Try using a key other than '${key}' if you meant to execute a different request.`,
        )
      }
      return first?.answer
    },
    remember: (key, fingerprint, answer) => {
      answers.set(key, { fingerprint, answer })
    },
  }
}

function refuseKey(message: string): never {
  refuse(400, { type: 'idempotency_error', message })
}
