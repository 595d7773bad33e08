import type { SimulatedClock } from '../clock.ts'

/** One request to the API, as it came in. */
export type ApiCall = {
  readonly method: string
  /** Without the query, e.g. `/v1/invoices/in_1`. */
  readonly path: string
  readonly query: string
  readonly body: string
  /** The `Stripe-Account` header. */
  readonly account: string | undefined
  readonly idempotencyKey: string | undefined
}

/** What the next calls that fit are answered with. */
export type Fault = {
  readonly method?: string
  /** Exactly this path, or a pattern in it; any path when absent. */
  readonly path?: string | RegExp
  readonly status: number
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What may go wrong on the way, and who called. */
export type Faults = {
  readonly calls: readonly ApiCall[]
  /** The next so many calls that fit are refused; once when no number is given. */
  readonly fail: (fault: Fault, times?: number) => void
  /** From now on every call takes this long on the clock. */
  readonly slow: (ms: number) => void
  /** Notes a call, keeps it waiting, and says with which fault it is to be refused. */
  readonly meet: (call: ApiCall) => Promise<Fault | undefined>
}

/** What goes wrong between a caller and the API, and a log of who called. */
export function createFaults(clock: SimulatedClock): Faults {
  const calls: ApiCall[] = []
  let waiting: { readonly fault: Fault; left: number }[] = []
  let delayMs = 0

  function take(call: ApiCall): Fault | undefined {
    const next = waiting.find(({ fault }) => fits(fault, call))
    if (next) next.left -= 1
    waiting = waiting.filter(({ left }) => left > 0)
    return next?.fault
  }

  return {
    calls,
    fail: (fault, times = 1) => {
      waiting.push({ fault, left: times })
    },
    slow: (ms) => {
      delayMs = ms
    },
    meet: async (call) => {
      calls.push(call)
      if (delayMs > 0) await clock.sleep(delayMs)
      return take(call)
    },
  }
}

function fits({ method, path }: Fault, call: ApiCall): boolean {
  if (method !== undefined && method !== call.method) return false
  if (path === undefined) return true
  return typeof path === 'string' ? path === call.path : path.test(call.path)
}
