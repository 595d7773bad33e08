import type { Courier } from '../courier.ts'
import type { Faults } from '../faults.ts'
import { arrange, type Order } from '../order.ts'
import { inBatches } from './batches.ts'
import type { BodyParcel } from './bodies.ts'
import type { Call } from './call.ts'
import type { LostStatus, Refused, ToPhone } from './faults.ts'
import { limitPeople, rateNumber, upgrade } from './number-news.ts'
import { changeNumber } from './number-states.ts'
import {
  messagesTo,
  numberWithId,
  type PersonTraits,
  person,
  react,
  read,
  reply,
  setMarketingPreference,
  tap,
} from './people.ts'
import type { App, BusinessNumber, Message, NumberState, Person, State, TokenState } from './state.ts'
import type { Template, TemplateStatus } from './template.ts'
import { rateTemplates, recategorizeTemplates, reviewTemplates } from './templates.ts'
import { answersChallenge } from './webhooks.ts'

/** Meta allows a test number at most this many recipients. */
const mostAllowedRecipients = 5

/** What a test, the demo or the control API may do with the simulated WhatsApp. */
export type World = Pick<Faults<Call, Refused, ToPhone>, 'fail' | 'slow' | 'onCall'> &
  Pick<Courier<BodyParcel>, 'deliveries' | 'delivered' | 'hold' | 'duplicateWebhooks' | 'delayWebhooks'> & {
    readonly addApp: (app: App) => void
    /** The account of a new number reports nothing until an app subscribes to it. */
    readonly addNumber: (number: BusinessNumber) => void
    /** What Meta sees in a number from now on; the rest stays. */
    readonly changeNumber: (phoneNumberId: string, change: Partial<NumberState>) => void
    /** Meta lets a number write more messages a second, and says so. */
    readonly upgrade: (phoneNumberId: string) => Promise<void>
    /** Meta rates a number otherwise, and says so where it becomes poor or is so no more. */
    readonly rateNumber: (phoneNumberId: string, quality: 'GREEN' | 'YELLOW' | 'RED') => Promise<void>
    /** Meta lets the business of a number write to other many people a day, such as `TIER_250`, and says so. */
    readonly limitPeople: (phoneNumberId: string, tier: string) => Promise<void>
    /** What a token may do from now on, and until when. */
    readonly limitToken: (token: string, limits: TokenState) => void
    /** A code of Embedded Signup that will be traded for this token. */
    readonly signUp: (token: string) => string
    /** Whether the app's callback answers Meta's challenge. */
    readonly verifyCallback: (app: string) => Promise<boolean>
    /** Every message either way, oldest first, failed ones too. */
    readonly messages: readonly Message[]
    /** What businesses sent to this phone, without what failed. */
    readonly messagesTo: (phone: string) => readonly Message[]
    readonly person: (phone: string, traits?: PersonTraits) => Person
    /** Resolves when the webhook was answered. Without a number id: to the business that wrote last. */
    readonly reply: (phone: string, text: string, phoneNumberId?: string) => Promise<Message>
    /** Taps a quick reply, found by its label; resolves when the webhook was answered. */
    readonly tap: (phone: string, messageId: string, label: string) => Promise<Message>
    /** A person puts an emoji on the last message a business sent them. */
    readonly react: (phone: string, emoji: string) => Promise<void>
    readonly read: (phone: string, messageId: string) => Promise<void>
    readonly setMarketingPreference: (
      phone: string,
      value: 'stop' | 'resume',
      phoneNumberId?: string,
    ) => Promise<void>
    readonly templates: () => readonly Template[]
    /** Every language, when a name is given. */
    readonly review: (nameOrId: string, status: TemplateStatus, reason?: string) => Promise<void>
    /** What Meta counts a text as; announced so many hours before, or not at all. */
    readonly recategorize: (
      nameOrId: string,
      category: Template['category'],
      announcedHours?: number,
    ) => Promise<void>
    readonly rate: (nameOrId: string, quality: 'GREEN' | 'YELLOW' | 'RED') => Promise<void>
    /** Sends the bodies that were held back, as they were made when nothing is said, or many reports in one body. */
    readonly release: (order?: Order | 'batched') => Promise<void>
    /** Statuses of this kind happen but are never reported, until the reset. */
    /** The next so many template messages are taken and held until the text is judged, which nobody does here. */
    readonly holdNext: (count?: number) => void
    readonly loseStatuses: (kind: LostStatus) => void
    /** The requests to the Graph API, oldest first. */
    readonly calls: readonly Call[]
    /** Forgets faults, chats, preferences and calls; keeps apps, numbers, subscriptions, people and templates. */
    readonly reset: () => void
  }

/** The functions over a state, without their HTTP. */
export function createWorld(state: State): World {
  return {
    ...places(state),
    ...people(state),
    ...faults(state),
    ...webhooks(state),
    reset: () => reset(state),
  }
}

function places(state: State) {
  return {
    addApp: (app: App) => void state.apps.set(app.name, app),
    addNumber: (number: BusinessNumber) => addNumber(state, number),
    changeNumber: (phoneNumberId: string, change: Partial<NumberState>) =>
      changeNumber(state, { phoneNumberId }, change),
    upgrade: (phoneNumberId: string) => upgrade(state, numberWithId(state, phoneNumberId)),
    rateNumber: (phoneNumberId: string, quality: 'GREEN' | 'YELLOW' | 'RED') =>
      rateNumber(state, numberWithId(state, phoneNumberId), quality),
    limitPeople: (phoneNumberId: string, tier: string) =>
      limitPeople(state, numberWithId(state, phoneNumberId), tier),
    limitToken: (token: string, limits: TokenState) => void state.tokens.set(token, limits),
    signUp: (token: string) => signUp(state, token),
    verifyCallback: (name: string) => verifyCallback(state, name),
    templates: () => [...state.templates.values()],
    review: (nameOrId: string, status: TemplateStatus, reason?: string) =>
      reviewTemplates(state, nameOrId, status, reason),
    recategorize: (nameOrId: string, category: Template['category'], announcedHours = 0) =>
      recategorizeTemplates(state, { nameOrId, category }, announcedHours),
    rate: (nameOrId: string, quality: 'GREEN' | 'YELLOW' | 'RED') => rateTemplates(state, nameOrId, quality),
    calls: state.calls,
  }
}

function people(state: State) {
  return {
    messages: state.messages,
    messagesTo: (phone: string) => messagesTo(state, phone),
    person: (phone: string, traits?: PersonTraits) => person(state, phone, traits),
    reply: (phone: string, text: string, phoneNumberId?: string) => reply(state, phone, text, phoneNumberId),
    tap: (phone: string, messageId: string, label: string) => tap(state, phone, messageId, label),
    react: (phone: string, emoji: string) => react(state, phone, emoji),
    read: (phone: string, messageId: string) => read(state, phone, messageId),
    setMarketingPreference: (phone: string, value: 'stop' | 'resume', phoneNumberId?: string) =>
      setMarketingPreference(state, phone, { value, ...(phoneNumberId && { phoneNumberId }) }),
  }
}

function faults(state: State) {
  const { fail, slow, onCall } = state.faults
  return {
    fail,
    slow,
    onCall,
    holdNext: (count = 1) => {
      state.toHold += count
    },
    loseStatuses: (kind: LostStatus) => void state.lostStatuses.add(kind),
  }
}

function webhooks({ courier }: State) {
  const { deliveries, delivered, hold, duplicateWebhooks, delayWebhooks } = courier
  return {
    ...{ deliveries, delivered, hold, duplicateWebhooks, delayWebhooks },
    release: (order: Order | 'batched' = 'in-order') =>
      courier.release((held) => (order === 'batched' ? inBatches(held) : arrange(held, order))),
  }
}

function addNumber(state: State, number: BusinessNumber) {
  if (!state.apps.has(number.app)) throw new Error(`add the app ${number.app} before its numbers`)
  if ((number.allowedRecipients?.length ?? 0) > mostAllowedRecipients)
    throw new Error(`a test number has at most ${mostAllowedRecipients} allowed recipients`)
  state.numbers.set(number.phoneNumberId, number)
}

/** Gives out a code of Embedded Signup that is good for half a minute, and once. */
export function signUp(state: State, token: string): string {
  const code = state.ids.trace()
  state.signupCodes.set(code, { token, at: state.clock.now() })
  return code
}

function verifyCallback(state: State, name: string): Promise<boolean> {
  const app = state.apps.get(name)
  if (!app) throw new Error(`there is no app ${name}`)
  return answersChallenge(app.callbackUrl, app.verifyToken, state.ids.trace())
}

function reset(state: State) {
  state.faults.forget()
  state.lostStatuses.clear()
  state.courier.forget()
  state.messages.length = 0
  state.calls.length = 0
  state.lastInbound.clear()
  state.stoppedMarketing.clear()
  state.testRecipients.clear()
  state.magic.clear()
  state.written.clear()
}
