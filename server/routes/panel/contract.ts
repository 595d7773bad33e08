import type { Fate } from '../../commands/outlook.ts'
import type { Needed } from '../../commands/tools.ts'
import type { Environment } from '../../domain/account.ts'
import type { AlarmKind } from '../../domain/alarms.ts'
import type { Attribution } from '../../domain/attribution.ts'
import type { Consent, ConsentSource, Purpose } from '../../domain/consent.ts'
import type { Lift } from '../../domain/lift.ts'
import type { Charged } from '../../domain/price.ts'
import type {
  AccountSettings,
  accountLimits,
  FlowSettings,
  flowLimits,
  Limits,
} from '../../domain/settings.ts'
import type { Stopped } from '../../domain/situation.ts'
import type { Language } from '../../domain/template.ts'
import type { CodeWay } from '../../whatsapp/numbers.ts'

/** Everything the panel may ask of the server: by path, what it says and what it is answered. */
export type PanelContract = {
  '/panel/overview': { readonly ask: Nothing; readonly answer: Overview }
  '/panel/settings': { readonly ask: Nothing; readonly answer: AccountChoices }
  '/panel/settings/choose': { readonly ask: AccountChange; readonly answer: AccountChoices }
  '/panel/account/choose': { readonly ask: { readonly language: string }; readonly answer: AccountChoices }
  '/panel/alarm-ways': { readonly ask: Nothing; readonly answer: AlarmWays }
  '/panel/alarm-ways/choose': { readonly ask: AlarmWaysChange; readonly answer: AlarmWays }
  '/panel/flows': { readonly ask: { readonly language?: string | undefined }; readonly answer: Flows }
  '/panel/flows/switch': {
    readonly ask: { readonly flow: string; readonly isOn: boolean }
    readonly answer: Flows
  }
  '/panel/flows/choose': {
    readonly ask: { readonly flow: string; readonly change: FlowChange }
    readonly answer: Flows
  }
  '/panel/planned': { readonly ask: { readonly after?: PlannedPlace | undefined }; readonly answer: Planned }
  '/panel/timeline': { readonly ask: TimelineAsk; readonly answer: Timeline }
  '/panel/nudge/now': { readonly ask: EnrollmentAsk; readonly answer: TimelineStory }
  '/panel/nudge/pause': { readonly ask: EnrollmentAsk; readonly answer: TimelineStory }
  '/panel/nudge/go-on': { readonly ask: EnrollmentAsk; readonly answer: TimelineStory }
  '/panel/consent': { readonly ask: { readonly customer: string }; readonly answer: CustomerConsent }
  '/panel/consent/record': { readonly ask: ConsentAsk; readonly answer: CustomerConsent }
  '/panel/thread': { readonly ask: ThreadAsk; readonly answer: Thread }
  '/panel/thread/seen': { readonly ask: OfCustomer; readonly answer: Done }
  '/panel/thread/answer': { readonly ask: AnswerAsk; readonly answer: Done }
  '/panel/thread/take': { readonly ask: OfCustomer; readonly answer: Done }
  '/panel/thread/hand-back': { readonly ask: OfCustomer; readonly answer: Done }
  '/panel/sending': { readonly ask: Nothing; readonly answer: Stops }
  '/panel/sending/stop': {
    readonly ask: { readonly flow?: string | undefined; readonly note?: string | undefined }
    readonly answer: Stops
  }
  '/panel/sending/resume': {
    readonly ask: { readonly flow?: string | undefined }
    readonly answer: Stops
  }
  '/panel/allowed-phones': { readonly ask: Nothing; readonly answer: AllowedPhones }
  '/panel/allowed-phones/add': { readonly ask: { readonly phone: string }; readonly answer: AllowedPhones }
  '/panel/numbers': { readonly ask: Nothing; readonly answer: Numbers }
  '/panel/numbers/link': { readonly ask: NumberAsk; readonly answer: Numbers }
  '/panel/numbers/code': { readonly ask: CodeAsk; readonly answer: { readonly sent: true } }
  '/panel/numbers/connect': { readonly ask: Nothing; readonly answer: ConnectPage }
  '/panel/numbers/default': { readonly ask: { readonly phoneNumberId: string }; readonly answer: Numbers }
  '/panel/numbers/unlink': { readonly ask: { readonly phoneNumberId: string }; readonly answer: Numbers }
  '/panel/texts/push': { readonly ask: Nothing; readonly answer: Overview }
  '/panel/texts/test': {
    readonly ask: { readonly phone: string; readonly text: string }
    readonly answer: { readonly accepted: true }
  }
}

/** A path of the panel's. */
export type PanelPath = keyof PanelContract
/** What is said at a path. */
export type Ask<Path extends PanelPath> = PanelContract[Path]['ask']
/** What is answered at a path. */
export type Answer<Path extends PanelPath> = PanelContract[Path]['answer']

/** What went wrong, for the view to know what to offer. */
export type PanelErrorCode =
  /** The signature or the claims do not fit the request. */
  | 'unsigned'
  /** The signature is older, or younger, than five minutes. */
  | 'expired'
  | 'not-allowed'
  | 'too-often'
  | 'invalid'
  | 'too-large'
  /** What was asked for cannot be done; the error says what to do. */
  | 'refused'
  /** It can be done once this is said too; the error says why. */
  | `needs-${Needed}`
  /** The same write is under way, or its id was used for something else. */
  | 'conflict'
  | 'not-configured'

/** The body of every answer that is not 200; `fields` says what is wrong with each choice that has a field of its own. */
export type PanelError = {
  readonly error: string
  readonly code?: PanelErrorCode
  readonly fields?: Readonly<Record<string, string>>
}

type Nothing = Readonly<Record<string, never>>
/** Epoch milliseconds. */
type Time = number

/** Minor units with their currency, and the same in whole units for a scale and as people write it. */
export type ShownMoney = {
  readonly amount: number
  readonly currency: string
  readonly units: number
  readonly text: string
}

/** What came of it, what needs somebody, and what is due next. */
export type Overview = {
  readonly business: string
  readonly environment: Environment
  /** What this user's role lets them do beside looking: care for a customer, or choose for the account. */
  readonly may: { readonly care: boolean; readonly choose: boolean }
  /** All money that came in after a failure, by currency and by what brought it. */
  readonly received: readonly {
    readonly attribution: Attribution
    readonly payments: number
    readonly money: ShownMoney
  }[]
  /** The part that counts as recovered, one sum for each currency. */
  readonly recovered: readonly ShownMoney[]
  /** The same of the latest weeks, the oldest first; a week begins seven days after the one before. */
  readonly weeks: readonly { readonly from: Time; readonly recovered: readonly ShownMoney[] }[]
  /** What the hold-out shows; null while one of its sides is empty. */
  readonly lift: ShownLift | null
  /** The share of customers kept silent, 0 to 0.5. */
  readonly holdOutShare: number
  readonly messages: number
  readonly delivered: number
  readonly clicks: number
  /** How many messages WhatsApp charged, of those it told the kind of, by that kind in Meta's words. */
  readonly charged: readonly Charged[]
  readonly flowsOn: number
  /** The number messages go out from, as people write it. */
  readonly number: string | null
  /** Whether a test reached WhatsApp of late. */
  readonly isTested: boolean
  readonly attention: readonly Attention[]
  readonly next: Planned
}

/** How many customers of each side paid, and by how much the shares differ, from -1 to 1, with its interval. */
export type ShownLift = Lift & {
  /** Whether the interval leaves no doubt that the messages bring something. */
  readonly isProven: boolean
}

/** Something that keeps messages from going out, or that nobody but a person can mend. */
export type Attention =
  | { readonly kind: 'no-flow-on' | 'no-number' | 'watch-only' }
  | {
      readonly kind: 'stopped'
      readonly what: Stopped
      /** By its name; null where more than one flow is stopped. */
      readonly flowName: string | null
      readonly note: string | null
    }
  | { readonly kind: 'texts-unapproved'; readonly approved: number; readonly wanted: number }
  | { readonly kind: 'set-aside'; readonly count: number }
  | {
      readonly kind: 'alarm'
      readonly alarm: AlarmKind
      readonly sentence: string
      /** In words for whoever has the command line. */
      readonly todo: string
    }

/**
 * What is due next, the soonest first, and how many messages are planned altogether; `after` asks for the ones behind,
 * where there are any.
 */
export type Planned = {
  readonly messages: readonly PlannedMessage[]
  readonly total: number
  readonly after: PlannedPlace | null
}

/** A place in that order. */
export type PlannedPlace = { readonly at: Time; readonly nudge: string }

/** A message that is planned. */
export type PlannedMessage = {
  readonly nudge: string
  readonly flow: string
  readonly flowName: string
  readonly subject: string
  readonly customer: string | null
  readonly step: number
  readonly due: ShownMoney
  readonly at: Time
  /** What becomes of it as things stand, and why it is not sent; null where nothing speaks against it. */
  readonly fate: Fate
  readonly reason: string | null
}

/** How an account writes: what holds, and what would hold if nothing were chosen. */
export type AccountChoices = {
  readonly holds: AccountSettings
  readonly usual: AccountSettings
  /** Between what each may be chosen. */
  readonly limits: Readonly<Record<keyof typeof accountLimits, Limits>>
  /** What is written in where nothing tells the shopper's language. */
  readonly language: Language
  /** Every language there are texts in. */
  readonly languages: readonly Language[]
}

/** A change of that; null goes back to the usual, and what is left out stays. */
export type AccountChange = {
  readonly mode?: AccountSettings['mode'] | null | undefined
  readonly perDay?: number | null | undefined
  readonly perWeek?: number | null | undefined
  readonly sendingHours?: AccountSettings['sendingHours'] | null | undefined
  readonly holdOutShare?: number | null | undefined
  /** Only the countries it names change; a number of null is the default there again. */
  readonly senders?:
    | readonly { readonly country: string; readonly number: string | null }[]
    | null
    | undefined
  readonly staffed?: boolean | null | undefined
  readonly supportContact?: string | null | undefined
  readonly keepWordsDays?: number | null | undefined
  readonly autoCollection?: boolean | null | undefined
}

/** Where alarms are told beside the panel. */
export type AlarmWays = {
  readonly webhook: string | null
  readonly email: string | null
  /** Whether the server can send e-mail at all. */
  readonly canMail: boolean
  /** What a webhook that was chosen just now is signed with; told this once. */
  readonly newSecret: string | null
}

/** A change of that; null takes a way back, and one that is left out stays. */
export type AlarmWaysChange = {
  readonly webhook?: string | null | undefined
  readonly email?: string | null | undefined
}

/** Every flow in its order with nothing left open, and the texts its steps may have. */
export type Flows = {
  /** What the texts are shown in. */
  readonly language: Language
  readonly texts: readonly ShownText[]
  /** Between what each of a flow's settings may be chosen. */
  readonly limits: Readonly<Record<keyof typeof flowLimits, Limits>>
  readonly flows: readonly {
    readonly key: string
    readonly name: string
    readonly purpose: Purpose
    /** Whether it leaves somebody alone whom a merchant may want told all the same. */
    readonly mayTellEveryone: boolean
    readonly holds: FlowSettings
    readonly usual: FlowSettings
    readonly isStopped: boolean
    readonly steps: readonly FlowStep[]
    /** The keys of the texts a step may be given in the place of its own. */
    readonly offers: readonly string[]
  }[]
}

/** A step of a flow: the texts it chooses from by itself, one for each situation. */
export type FlowStep = { readonly delayMinutes: number; readonly texts: readonly string[] }

/** A text as a phone shows it, filled with examples; `preview` is null where it is not written in that language. */
export type ShownText = {
  readonly key: string
  readonly isOwn: boolean
  readonly preview: {
    readonly header: string
    readonly body: string
    readonly buttons: readonly string[]
  } | null
}

/** A change of a flow's settings; null goes back to the usual, and what is left out stays. */
export type FlowChange = {
  readonly delayMinutes?: readonly number[] | null | undefined
  readonly holdOutShare?: number | null | undefined
  readonly windowDays?: number | null | undefined
  readonly perSubject?: number | null | undefined
  readonly stripeEmails?: boolean | null | undefined
  readonly besideEmails?: boolean | null | undefined
  readonly everyone?: boolean | null | undefined
  /** The phone number id of a linked number. */
  readonly sender?: string | null | undefined
  readonly fallbackLanguage?: string | null | undefined
  readonly templates?: readonly ChosenText[] | null | undefined
  readonly otherTemplates?: readonly ChosenText[] | null | undefined
}

/** The text of a step, counted from 1; null for the flow's own, or for none where it is a second one. */
export type ChosenText = { readonly step: number; readonly text: string | null }

/** Of what to tell: an object of Stripe's, or an enrollment; with `before` those that began before one. */
export type TimelineAsk = { readonly id: string; readonly before?: string | undefined }

/** What was done about an object, newest first; `before` asks for older ones, where there are any. */
export type Timeline = {
  readonly stories: readonly TimelineStory[]
  readonly before: string | null
  /** Where nothing was done: what Stripe told of the object, and why no flow began. */
  readonly passedOver: readonly {
    readonly at: Time
    readonly reason: string
    /** Whether a flow that is off is why. */
    readonly isFlowOff: boolean
  }[]
}

/** Which enrollment to do something about. */
export type EnrollmentAsk = { readonly enrollment: string }

/** One enrollment: why, for whom, and all that happened, oldest first. */
export type TimelineStory = {
  readonly enrollment: string
  readonly flow: string
  readonly flowName: string
  readonly subject: string
  readonly customer: string | null
  readonly isOpen: boolean
  readonly due: ShownMoney
  /** The message that is decided next, when, what becomes of it as things stand, and why; null when none waits. */
  readonly next: {
    readonly step: number
    readonly at: Time
    readonly fate: Fate
    readonly reason: string
    /** Somebody asked to have it sent at once, and that is not decided yet. */
    readonly isAskedFor: boolean
  } | null
  /** Who paused it; null when nobody did. */
  readonly paused: { readonly by: string; readonly since: Time } | null
  readonly entries: readonly TimelineEntry[]
}

/** One moment; `step` names the message it is about, and `reason` says why in a sentence. */
export type TimelineEntry = {
  readonly at: Time
  readonly kind:
    | 'started'
    | 'sent'
    | 'waits'
    | 'not-sent'
    | 'accepted'
    | 'refused'
    | 'unknown'
    | 'open'
    | 'delivered'
    | 'read'
    | 'undelivered'
    | 'opened'
    | 'paid'
    | 'ended'
    | 'cancelled'
    | Fate
    | 'hastened'
    | 'paused'
    | 'went-on'
  readonly step?: number
  readonly reason?: string
  readonly money?: ShownMoney
  readonly refunded?: ShownMoney
  readonly attribution?: Attribution
  /** The person who did it. */
  readonly by?: string
}

/** Where the permissions of a customer stand, and what proves it, newest first. */
export type CustomerConsent = {
  /** With all but its last digits hidden; null when Stripe knows none. */
  readonly phone: string | null
  readonly now: Readonly<Record<Purpose, Consent>>
  readonly ledger: readonly {
    readonly purpose: Purpose
    readonly state: 'granted' | 'withdrawn'
    readonly source: ConsentSource
    readonly at: Time
    readonly wording: string | null
    readonly proof: string | null
  }[]
}

/** A permission or withdrawal to write down. */
export type ConsentAsk = {
  readonly customer: string
  readonly state: 'granted' | 'withdrawn'
  readonly purpose?: Purpose | undefined
  readonly wording?: string | undefined
  readonly proof?: string | undefined
}

/** It was done; the thread tells the rest. Answers to writes are kept, and what was said must not be kept with them. */
export type Done = { readonly done: true }

/** Which customer it is about. */
export type OfCustomer = { readonly customer: string }

/** Whose thread to show; with `before` what was said before the part that named it. */
export type ThreadAsk = OfCustomer & { readonly before?: string | undefined }

/** What a person writes: words of their own, or an approved text by its key. */
export type AnswerAsk = OfCustomer & {
  readonly text?: string | undefined
  readonly template?: string | undefined
}

/** What was said with a customer, oldest first, and who may say what now. */
export type Thread = {
  /** Whether anything was said or planned with them at all. */
  readonly isKnown: boolean
  readonly heldBy: 'bot' | 'person'
  /** Who gave it to whoever holds it, and when; null where it was the bot's from the beginning. */
  readonly turn: { readonly by: string; readonly since: Time } | null
  /** When the 24 hours end in which words of one's own may go out; null where the customer never wrote. */
  readonly windowEndsAt: Time | null
  readonly isWindowOpen: boolean
  readonly mayWrite: 'words' | 'texts' | 'nothing'
  /** Why not in words of one's own; null where one may. */
  readonly because: string | null
  /** Approved texts that may go out instead. */
  readonly texts: readonly { readonly key: string; readonly text: string }[]
  readonly unread: number
  readonly messages: readonly ThreadMessage[]
  /** Asks for what was said before; null at the beginning. */
  readonly before: string | null
}

/** One message, from either side. */
export type ThreadMessage = {
  readonly id: string
  readonly at: Time
  readonly from: 'customer' | 'flow' | 'bot' | 'person'
  /** The flow by its name, or the person who wrote; null for the customer and the bot. */
  readonly by: string | null
  /** Null where there are no words, they were erased, or they are not composed yet. */
  readonly text: string | null
  /** What it is, where there are no words: a kind of message of WhatsApp's, or what the bot answers with. */
  readonly kind: string
  readonly buttons: readonly string[]
  /** How far it came; null for what the customer wrote. */
  readonly status: MessageStatus | null
  /** Why it waits or did not arrive. */
  readonly reason: string | null
  /** The customer wrote it and nobody has looked at it before. */
  readonly isNew: boolean
}

/** How far a message of ours came. */
export type MessageStatus =
  | 'waiting'
  | 'sending'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'skipped'
  | 'unknown'

/** What is stopped, the widest first; `flow` is null where it is more than one. */
export type Stops = {
  readonly stops: readonly {
    readonly flow: string | null
    readonly since: Time
    readonly note: string | null
  }[]
}

/** The numbers that may be written to outside live mode and get tests, E.164. */
export type AllowedPhones = { readonly phones: readonly string[] }

/** The linked numbers, and the Meta apps their tokens may belong to beside the server's own. */
export type Numbers = {
  readonly numbers: readonly ShownNumber[]
  readonly apps: readonly string[]
  /** Whether a number can be linked on pages of Meta's own. */
  readonly canConnect: boolean
  /** What the merchant should know after a change, in sentences. */
  readonly warnings: readonly string[]
}

/** A linked number with what Meta last said of it, in Meta's words; null is what Meta did not say. */
export type ShownNumber = {
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly app: string
  /** As people write it. */
  readonly phone: string
  readonly name: string
  readonly isDefault: boolean
  readonly status: string | null
  readonly quality: string | null
  /** People reached outside open chats in 24 hours, such as `TIER_2K`. */
  readonly messagingLimit: string | null
  readonly seenAt: Time | null
  /** Null for a token that never ends, or whose end nobody could tell. */
  readonly tokenEndsAt: Time | null
}

/** A number to link, with the credentials a merchant finds at Meta. Nothing of them is ever answered. */
export type NumberAsk = {
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly token: string
  readonly pin?: string | undefined
  /** What Meta sent to a number that is not verified yet. */
  readonly code?: string | undefined
  /** One of `apps`; the server's own when absent. */
  readonly app?: string | undefined
}

/** A number that is not verified yet, and how Meta is to send it a code. */
export type CodeAsk = Omit<NumberAsk, 'pin' | 'code'> & { readonly way: CodeWay }

/** The page on which a number is linked through Meta: its address is good until then, and once. */
export type ConnectPage = { readonly url: string; readonly endsAt: Time }
