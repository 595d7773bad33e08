import { sends } from '../../simulator/whatsapp/call.ts'
import type { World } from '../../simulator/world.ts'

/** Real milliseconds after a look within which the server has mostly done what it looked for. */
const soonMs = 300

/** The server's looks at Stripe. */
export type Looks = {
  /** Whether the server has just looked, and what it looked for, such as a message, may be still to come. */
  readonly areUnderWay: () => boolean
}

/** Watches the server look at Stripe and write to Meta. */
export function watchLooks({ stripe, whatsapp }: World): Looks {
  let lookedAt = Number.NEGATIVE_INFINITY
  stripe.onCall(({ method }) => {
    if (method === 'GET') lookedAt = performance.now()
  })
  whatsapp.onCall(({ method, path }, moment) => {
    const isSent = method === sends.method && sends.path.test(path) && moment === 'carried-out'
    if (isSent) lookedAt = Number.NEGATIVE_INFINITY
  })
  return { areUnderWay: () => performance.now() - lookedAt < soonMs }
}
