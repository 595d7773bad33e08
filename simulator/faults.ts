import type { SimulatedClock } from './clock.ts'

/** Which calls are meant; what is not said fits any. */
export type Where = {
  readonly method?: string
  /** Exactly this path, or a pattern in it. */
  readonly path?: string | RegExp
}

/** As much of a call as tells whether it is meant. */
export type Asked = { readonly method: string; readonly path: string }

/**
 * What happens to the connection of a call. Nothing is done after `reset-before` (cut) and `unavailable` (503
 * with a page of HTML). The others are carried out: then `reset-after` cuts, `hang` leaves the caller waiting
 * until it gives up, `gateway-error` answers 502 with a page of HTML, and `webhook-before-response` answers as it
 * should, but not before what the call gave rise to was reported.
 */
export type Accident =
  | 'reset-before'
  | 'unavailable'
  | 'reset-after'
  | 'hang'
  | 'gateway-error'
  | 'webhook-before-response'

/** What goes wrong with a call that fits: it is refused, in the stand-in's own words, or has an accident. */
export type Fault<Refused, Further = unknown> = Where & Further & (Refused | { readonly accident: Accident })

/** When a test may act: the call came in; or it was carried out, and its answer has not left. */
export type Moment = 'arrived' | 'carried-out'

/** What a test does at the moments of a call, which goes on when it is done. */
export type Watch<Call> = (call: Call, moment: Moment) => void | Promise<void>

/** What is arranged to go wrong with calls, and who watches them. */
export type Faults<Call, Refused, Further = unknown> = {
  /** The next so many calls that fit meet this fault, each only one; once when no number is given. */
  readonly fail: (fault: Fault<Refused, Further>, times?: number) => void
  /** From now on the calls that fit take this long on the clock, or only the next so many of them. */
  readonly slow: (ms: number, where?: Where, times?: number) => void
  /** Watches every call from now on, refused ones too; the returned function ends it. */
  readonly onCall: (watch: Watch<Call>) => () => void
  /** Lets a call arrive, keeps it waiting, and says what goes wrong with it. */
  readonly meet: (call: Call) => Promise<Fault<Refused, Further> | undefined>
  /** Tells those who watch that a call was carried out. */
  readonly carriedOut: (call: Call) => Promise<void>
  /** Nothing goes wrong any more; those who watch stay. */
  readonly forget: () => void
}

/** Nothing goes wrong yet. `fits` says whether a fault is meant for a call. */
export function createFaults<Call extends Asked, Refused, Further = unknown>(
  clock: SimulatedClock,
  fits: (fault: Fault<Refused, Further>, call: Call) => boolean,
): Faults<Call, Refused, Further> {
  const faults = createRules<Fault<Refused, Further>>()
  const delays = createRules<{ readonly ms: number; readonly where: Where }>()
  const watches = new Set<Watch<Call>>()

  async function tell(call: Call, moment: Moment) {
    for (const watch of watches) await watch(call, moment)
  }

  return {
    fail: (fault, times = 1) => faults.addLast(fault, times),
    slow: (ms, where = {}, times = Number.POSITIVE_INFINITY) => delays.addFirst({ ms, where }, times),
    onCall: (watch) => {
      watches.add(watch)
      return () => void watches.delete(watch)
    },
    meet: async (call) => {
      await tell(call, 'arrived')
      const ms = delays.take(({ where }) => isMeant(where, call))?.ms ?? 0
      if (ms > 0) await clock.sleep(ms)
      return faults.take((fault) => fits(fault, call))
    },
    carriedOut: (call) => tell(call, 'carried-out'),
    forget: () => {
      faults.clear()
      delays.clear()
    },
  }
}

/** Whether this call is one of those meant. */
export function isMeant({ method, path }: Where, call: Asked): boolean {
  if (method !== undefined && method !== call.method) return false
  if (path === undefined) return true
  return typeof path === 'string' ? path === call.path : path.test(call.path)
}

/** Rules that are used up; the first that fits counts. */
function createRules<Rule>() {
  let rules: readonly { readonly rule: Rule; left: number }[] = []
  return {
    addFirst: (rule: Rule, left: number) => {
      rules = [{ rule, left }, ...rules]
    },
    addLast: (rule: Rule, left: number) => {
      rules = [...rules, { rule, left }]
    },
    take: (fits: (rule: Rule) => boolean): Rule | undefined => {
      const found = rules.find(({ rule }) => fits(rule))
      if (found) found.left -= 1
      rules = rules.filter(({ left }) => left > 0)
      return found?.rule
    },
    clear: () => {
      rules = []
    },
  }
}
