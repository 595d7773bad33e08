import type { SimulatedClock } from '../clock.ts'
import type { Courier } from '../courier.ts'
import type { Faults } from '../faults.ts'
import type { BodyParcel } from './bodies.ts'
import type { Call } from './call.ts'
import type { Refusal } from './errors.ts'
import type { LostStatus, Refused, ToPhone } from './faults.ts'
import { createIds, type Ids } from './ids.ts'
import type { MediaKind } from './media.ts'
import type { Template } from './template.ts'

/** A Meta app: who signs the webhooks, and where they go. */
export type App = {
  readonly name: string
  readonly appId: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly callbackUrl: string
}

/** A business number and the token that may use it. */
export type BusinessNumber = {
  /** The name of an app added before. */
  readonly app: string
  readonly wabaId: string
  readonly phoneNumberId: string
  readonly displayPhone: string
  readonly verifiedName: string
  readonly token: string
  /** The business its account belongs to, by Meta's id; one of its own when absent. */
  readonly portfolioId?: string
  /** Meta's free test numbers write to at most five people. */
  readonly testNumber?: boolean
  /** The people a test number may write to; absent means the first five it writes to. */
  readonly allowedRecipients?: readonly string[]
}

/** How Meta sees a number at the moment. */
export type NumberState = {
  readonly status: string
  readonly quality: string
  readonly messagingLimit: string
  readonly throughput: string
  /** It is used in the WhatsApp Business app as well. */
  readonly isOnApp?: boolean
  readonly codeVerification: string
  readonly canSend: 'AVAILABLE' | 'LIMITED' | 'BLOCKED'
  /** Why it cannot send, in Meta's words. */
  readonly healthErrors: readonly Readonly<Record<string, unknown>>[]
  /** The two-step PIN; a number without one takes the first it is registered with. */
  readonly pin?: string
  /** When codes were sent to the phone. The last one is good for a while. */
  readonly codesSentAt: readonly Temporal.Instant[]
  readonly wrongCodesAt: readonly Temporal.Instant[]
  readonly wrongPinsAt: readonly Temporal.Instant[]
  readonly registeredAt: readonly Temporal.Instant[]
  readonly profile: Readonly<Record<string, unknown>>
}

/** What a token may do; one nobody spoke of may do everything, for ever. */
export type TokenState = {
  readonly scopes?: readonly string[]
  readonly wabaIds?: readonly string[]
  readonly expiresAt?: Temporal.Instant
}

/** A file that was uploaded, for messages (media) or for examples of templates (uploads). */
export type StoredFile = {
  readonly owner: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  /** What is in it; kept of what comes with messages, for the phone to open. */
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly at: Temporal.Instant
}

/** A person with a phone, as much as decides what happens to a message. */
export type Person = {
  /** The phone's digits without a plus sign, WhatsApp's `wa_id`. */
  readonly digits: string
  /** The business-scoped user id, the same in every run of the same seed. */
  readonly userId: string
  readonly name?: string
  readonly reads: boolean
  readonly delivers: boolean
  readonly onWhatsApp: boolean
  readonly hidesPhone: boolean
}

/** How far a message got; `accepted` is still with Meta. */
export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'

/** A button below a message; `payload` is there when tapping it answers, `url` when it leads somewhere. */
export type MessageButton = {
  readonly type: 'url' | 'quick_reply' | 'reply' | 'row' | 'phone_number' | 'copy_code'
  readonly label: string
  readonly url?: string
  readonly payload?: string
  /** What tapping it copies. */
  readonly code?: string
}

/** A file that came with a message: one that was uploaded, or one Meta fetches from a link. */
export type SentMedia = {
  readonly kind: MediaKind
  readonly id?: string
  readonly link?: string
  readonly filename?: string
}

/** One message between a business number and a person; `outbound` is what the business sent. */
export type Message = {
  readonly id: string
  readonly direction: 'outbound' | 'inbound'
  readonly phoneNumberId: string
  /** Both in E.164, with the plus sign. */
  readonly from: string
  readonly to: string
  readonly at: Temporal.Instant
  readonly template?: string
  readonly language?: string
  readonly category: 'utility' | 'marketing' | 'authentication' | 'service'
  readonly header?: string
  /** The file above the words. */
  readonly media?: SentMedia
  readonly body: string
  readonly footer?: string
  readonly buttons: readonly MessageButton[]
  readonly status: MessageStatus
  /** What came as `biz_opaque_callback_data`. */
  readonly opaque?: string
  /** The message this one answers. */
  readonly answers?: string
  /** Taken, and kept back until the text was judged. */
  readonly held?: true
}

/** A subscription of an app to a WhatsApp Business Account, with its own callback when it was overridden. */
export type Subscription = { readonly app: string; readonly callbackUrl?: string }

/** That a message reaches a status, with its price or the reason of its failure where Meta tells them. */
export type Report = {
  readonly messageId: string
  readonly status: LostStatus
  readonly pricing?: unknown
  readonly refusal?: Refusal
}

/** Everything the simulated WhatsApp knows. */
export type State = {
  readonly clock: SimulatedClock
  readonly ids: Ids
  readonly reviews: 'automatic' | 'at-once' | 'by-hand'
  readonly reviewDelayMs: number
  readonly apps: Map<string, App>
  /** By phone number id. */
  readonly numbers: Map<string, BusinessNumber>
  /** By phone number id; a number nobody spoke of is as `usualNumberState`. */
  readonly numberStates: Map<string, NumberState>
  readonly tokens: Map<string, TokenState>
  /** Tokens that wait for their code of Embedded Signup; a code can be used once. */
  readonly signupCodes: Map<string, { readonly token: string; readonly at: Temporal.Instant }>
  /** By media id. */
  readonly media: Map<string, StoredFile>
  /** Upload sessions that wait for their file, by id, and the handles of those that got one. */
  readonly uploads: Map<string, Omit<StoredFile, 'sha256'>>
  readonly handles: Map<string, StoredFile>
  /** By WhatsApp Business Account id. */
  readonly subscriptions: Map<string, Subscription[]>
  readonly templates: Map<string, Template>
  /** When texts were created of late, by WhatsApp Business Account id. */
  readonly creations: Map<string, readonly Temporal.Instant[]>
  /** When an approved name was deleted, by account and name. */
  readonly deletedNames: Map<string, Temporal.Instant>
  /** By the phone's digits. */
  readonly people: Map<string, Person>
  /** Until when a phone shows that a business is writing, by number and person. */
  readonly typingUntil: Map<string, Temporal.Instant>
  /** When a person last wrote, by number and person. */
  readonly lastInbound: Map<string, Temporal.Instant>
  /** People who stopped marketing, by number and person. */
  readonly stoppedMarketing: Set<string>
  /** When each number sent within the last second, epoch milliseconds. */
  readonly lately: Map<string, readonly number[]>
  /** Until when each pair has used up its credit, epoch milliseconds. */
  readonly pairs: Map<string, number>
  /** How many messages each magic number has met, by its last four digits. */
  readonly magic: Map<string, number>
  /** When each business last wrote to a person outside their chat, epoch milliseconds: by portfolio and the phone's digits. */
  readonly written: Map<string, Map<string, number>>
  /** How many of the next template messages are held for quality assessment. */
  toHold: number
  /** The people a test number has written to, by phone number id. */
  readonly testRecipients: Map<string, Set<string>>
  readonly messages: Message[]
  /** Status reports still to come, by account and time, so that those of one moment leave together. */
  readonly reports: Map<string, Report[]>
  readonly calls: Call[]
  readonly faults: Faults<Call, Refused, ToPhone>
  /** Statuses that happen without being reported. */
  readonly lostStatuses: Set<LostStatus>
  readonly courier: Courier<BodyParcel>
}

/** What a state is made from. */
export type StateOptions = Pick<State, 'clock' | 'reviews' | 'reviewDelayMs' | 'faults' | 'courier'> & {
  readonly seed: string
}

/** A WhatsApp without apps, numbers or messages. */
export function createState({ seed, ...given }: StateOptions): State {
  return {
    ...given,
    ids: createIds(seed),
    apps: new Map(),
    numbers: new Map(),
    numberStates: new Map(),
    tokens: new Map(),
    signupCodes: new Map(),
    media: new Map(),
    uploads: new Map(),
    handles: new Map(),
    subscriptions: new Map(),
    templates: new Map(),
    creations: new Map(),
    deletedNames: new Map(),
    people: new Map(),
    typingUntil: new Map(),
    lastInbound: new Map(),
    stoppedMarketing: new Set(),
    lately: new Map(),
    pairs: new Map(),
    magic: new Map(),
    written: new Map(),
    toHold: 0,
    testRecipients: new Map(),
    messages: [],
    reports: new Map(),
    calls: [],
    lostStatuses: new Set(),
  }
}

/** The key of what is kept per business number and person. */
export function pairKey(phoneNumberId: string, digits: string): string {
  return `${phoneNumberId}:${digits}`
}

/** Replaces a kept message by one with these changes and returns it; undefined when it was forgotten. */
export function changeMessage(state: State, id: string, changes: Partial<Message>): Message | undefined {
  // The newest are changed most.
  const index = state.messages.findLastIndex((message) => message.id === id)
  const message = state.messages[index]
  if (!message) return undefined
  const changed = { ...message, ...changes }
  state.messages[index] = changed
  return changed
}
