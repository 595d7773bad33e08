import type { SeenIntent } from './intent.ts'
import type { SeenInvoice } from './invoice.ts'
import type { SeenSession } from './session.ts'
import type { SeenSubscription } from './subscription.ts'

/** A subject as it stands in Stripe at a look, in our words. */
export type Seen = SeenInvoice | SeenIntent | SeenSession | SeenSubscription
