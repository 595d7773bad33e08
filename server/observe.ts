import type { Logger } from 'pino'
import { Counter, collectDefaultMetrics, Registry } from 'prom-client'
import type { AccountKey, Environment } from './domain/account.ts'
import type { Observe } from './pipeline/loop.ts'

/** What is told to the outside about what happens inside. */
export type Watch = {
  readonly observe: Observe
  readonly strayed: (environment: Environment) => void
  /** A pay link that cannot be followed, because its page stands on a host nobody told us of. */
  readonly untrusted: (account: AccountKey, host: string) => void
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
}

/** Logs and counts. Nothing here ever names a person: outcomes hold ids, and texts from outside are scrubbed. */
export function createWatch(log: Logger): Watch {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const outcomes = new Counter({
    name: 'paynudge_outcomes_total',
    help: 'What the pipeline did, by kind and reason',
    labelNames: ['kind', 'reason'],
    registers: [registry],
  })
  const strays = new Counter({
    name: 'paynudge_stray_events_total',
    help: 'Events acknowledged but not kept, because their mode is not that of the endpoint',
    labelNames: ['environment'],
    registers: [registry],
  })
  return {
    observe: (outcome) => {
      outcomes.inc({ kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : '' })
      const { kind, ...rest } = outcome
      log[isTrouble(kind) ? 'warn' : 'info'](scrubbed(rest), kind)
    },
    strayed: (environment) => strays.inc({ environment }),
    untrusted: (account, host) =>
      log.warn(
        { account: keyOf(account), host },
        'a pay link leads to a host of its own; if it is yours: npm run paynudge -- account set --link-domain',
      ),
    metrics: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}

function isTrouble(kind: string): boolean {
  return (
    kind === 'failed' ||
    kind === 'step-failed' ||
    kind === 'refused' ||
    kind === 'unknown' ||
    kind === 'not-written-back' ||
    kind === 'not-told' ||
    kind === 'braked'
  )
}

function scrubbed(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shown(name, value)]))
}

function shown(name: string, value: unknown): unknown {
  if (name === 'account') return keyOf(value as AccountKey)
  return (name === 'text' || name === 'error') && typeof value === 'string' ? scrub(value) : value
}

function keyOf({ environment, accountId }: AccountKey): AccountKey {
  return { environment, accountId }
}

/** An error for the log, with nothing in it that could be a phone number. */
export function errorOf(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrub(String(error)) }
  return { message: scrub(error.message), stack: scrub(error.stack ?? '') }
}

/** Hides what could be a phone number in a text from outside. */
function scrub(text: string): string {
  return text.replace(/\+?\d[\d\s().-]{6,}\d/g, '•••')
}
