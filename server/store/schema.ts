import type { Environment } from '../domain/account.ts'
import type { AlarmKind, AlarmNews, AlarmWay } from '../domain/alarms.ts'
import type { AnswerState, Holder, Wish } from '../domain/answer.ts'
import type { Attribution } from '../domain/attribution.ts'
import type { ConsentSource, Purpose } from '../domain/consent.ts'
import type { DeliveryStatus } from '../domain/delivery.ts'
import type { EndingKind, NudgeState } from '../domain/enrollment.ts'
import type { InterventionKind } from '../domain/intervention.ts'
import type { PauseScope, PauseState } from '../domain/pauses.ts'
import type { Side } from '../domain/situation.ts'
import type { Language } from '../domain/template.ts'

/** Epoch milliseconds. */
type Time = number
/** Text of one JSON value, read and written through `json.ts`. */
type Json = string
type Flag = 0 | 1

type Keyed = { environment: Environment; account_id: string }

/** Verified webhooks: kept, handled, ignored or set aside. */
export type InboxTable = {
  id: string
  /** Empty for Meta's bodies, whose items tell their own account. */
  environment: Environment | ''
  source: 'stripe' | 'whatsapp'
  /** The Stripe account, or for Meta's bodies the name of the Meta app. Empty when Stripe names none. */
  account_id: string
  event_id: string
  type: string
  body: string
  received_at: Time
  state: 'waiting' | 'handled' | 'ignored' | 'set_aside'
  reason: string | null
  subject: string | null
  next_at: Time
  lease_id: string | null
  attempts: number
  first_tried_at: Time | null
  stamped_at: Time | null
}

/** The accounts somebody has set up. */
export type AccountTable = Keyed & {
  name: string
  country: string
  language: string
  link_domain: string | null
  /** Mixed into the draw of every shopper's side, so that no two accounts draw alike. */
  hold_out_salt: string
  created_at: Time
  /** When the app was put into the account last; null for one that was set up before that was noted. */
  installed_at: Time | null
  /** When an earlier install began whose end nobody has heard of yet; null when there is none. */
  installed_before: Time | null
  /** When the app was taken out of the account; null while it is installed. */
  uninstalled_at: Time | null
}

/** What merchants chose for their accounts; what they left alone is not in it. */
export type AccountSettingTable = Keyed & { settings: Json; updated_at: Time }

/** Which flows a merchant switched on, and what they chose for each. */
export type FlowSettingTable = Keyed & { flow: string; is_on: Flag; settings: Json; updated_at: Time }

/** What was stopped at once; environment, account and flow are empty where it is for all of them. */
export type KillSwitchTable = {
  environment: Environment | ''
  account_id: string
  flow: string
  since: Time
  actor: string
  note: string | null
}

/** Persons, each per account. */
export type ShopperTable = Keyed & {
  id: string
  created_at: Time
  /** The side of the hold-out, and what it was drawn with; null until it is drawn. */
  side: Side | null
  side_salt: string | null
  /** The share as it is written, such as `0.1`: a text keeps it exact. */
  side_share: string | null
  side_drawn_at: Time | null
}

/** What persons are recognised by. */
export type IdentityTable = Keyed & {
  kind: 'phone' | 'wa_id' | 'bsuid' | 'parent_bsuid'
  value: string
  /** The number we wrote to when Meta named this id; null where that is not known. */
  of_phone: string | null
  /** The WhatsApp Business Account that was first told an id of Meta's; null for a phone, and where it is not known. */
  waba_id: string | null
  shopper_id: string
  created_at: Time
}

/** Which Stripe customer is which person. */
export type CustomerTable = Keyed & { customer_id: string; shopper_id: string; created_at: Time }

/** The ledger of permissions; rows are never changed. */
export type ConsentTable = Keyed & {
  id: string
  shopper_id: string
  purpose: Purpose
  state: 'granted' | 'withdrawn'
  source: ConsentSource
  source_ref: string
  given_for: string | null
  given_at: Time
  wording: string | null
  proof: string | null
  recorded_at: Time
}

/** Numbers that may be written to outside live mode. */
export type AllowedPhoneTable = Keyed & { phone: string; created_at: Time }

/** Linked WhatsApp numbers. */
export type NumberTable = Keyed & {
  phone_number_id: string
  waba_id: string
  app: string
  display_phone: string
  verified_name: string
  /** Empty once the number is unlinked: the token is destroyed then. */
  token_sealed: string
  /** When the token ends; null when it never does, or nobody could tell. */
  token_expires_at: Time | null
  /** What Meta last said of the number, in Meta's words. */
  quality: string | null
  messaging_limit: string | null
  throughput: string | null
  status: string | null
  /** When Meta said it; null when it was not written down yet. */
  seen_at: Time | null
  /** The business at Meta it belongs to; null where Meta did not tell. */
  portfolio_id: string | null
  is_default: Flag
  linked_at: Time
  /** Nothing is sent from it any more, but what shoppers say to it still counts. */
  unlinked_at: Time | null
}

/** Meta apps of merchants' own, by the name in their callback's address. */
export type MetaAppTable = Keyed & {
  name: string
  app_id: string
  secret_sealed: string
  verify_token_sealed: string
  created_at: Time
}

/** Texts as Meta knows them. */
export type TemplateTable = Keyed & {
  waba_id: string
  name: string
  language: Language
  meta_id: string
  status: string
  category: string
  reason: string | null
  /** How people take it, in Meta's words: GREEN, YELLOW or RED; null while Meta has no opinion. */
  quality: string | null
  /** The base of the link Meta approved with the text. */
  link_base: string
  updated_at: Time
}

/** Texts merchants wrote themselves, and what of ours fills them. */
export type OwnTextTable = Keyed & { name: string; content: Json; adopted_at: Time }

/** One shopper in one flow for one subject. */
export type EnrollmentTable = Keyed & {
  id: string
  flow: string
  subject: string
  shopper_id: string
  customer_id: string | null
  /** The subscription its subject is for, or is. */
  subscription_id: string | null
  language: Language
  facts: Json
  failed_attempts: number
  page_url: string | null
  started_at: Time
  /** The moment its delays count from. */
  anchor_at: Time
  /** What its money is called; flows about the same money name the same. */
  money_key: string
  window_ends_at: Time
  /** When the subject is looked at although nothing was heard of it; null once it ended. */
  next_look_at: Time | null
  /** The side of the hold-out it was on when it came to that gate; null until then. */
  side: Side | null
  /** When it first had nothing against it but the hold-out; only such enrollments are compared. */
  eligible_at: Time | null
  ending: EndingKind | null
  ended_because: string | null
  ended_at: Time | null
}

/** Pictures above merchants' own texts. */
export type OwnPictureTable = Keyed & {
  /** Meta's name of the text. */
  name: string
  type: string
  sha256: string
  /** In base64. */
  bytes: string
  kept_at: Time
}

/** Planned messages. */
export type NudgeTable = Keyed & {
  id: string
  enrollment_id: string
  step: number
  template: string
  delay_minutes: number
  due_at: Time
  useless_at: Time
  next_at: Time
  state: NudgeState
  lease_id: string | null
  attempts: number
  /** What is worth more goes first when not all may go. */
  weight: number
  /** When a person asked to have it sent at once. */
  hastened_at: Time | null
}

/** What people did about enrollments; rows are never changed. */
export type InterventionTable = Keyed & {
  id: string
  enrollment_id: string
  kind: InterventionKind
  /** The nudge that was asked for; null for what is about the whole enrollment. */
  nudge_id: string | null
  actor: string
  done_at: Time
}

/** Why nudges were sent, wait or were skipped. */
export type DecisionTable = Keyed & {
  id: string
  nudge_id: string
  kind: 'send' | 'wait' | 'skip'
  gate: string
  reason: string
  until: Time | null
  saw: Json
  decided_at: Time
}

/** Attempts to hand a nudge to Meta. */
export type SendTable = Keyed & {
  id: string
  nudge_id: string
  phone_number_id: string
  /** Whom it was written to: E.164, or an id of Meta's. */
  to_phone: string
  opened_at: Time
  /** When the call to Meta had ended; null while it goes on, or when its sender went away. */
  closed_at: Time | null
  outcome: 'open' | 'accepted' | 'refused' | 'unknown'
  wamid: string | null
  error_code: number | null
  error: string | null
  status: DeliveryStatus | null
  delivered_at: Time | null
  read_at: Time | null
  failed_at: Time | null
  /** The text it was made of, by Meta's name and language; null for what is made of none. */
  template_name: string | null
  language: string | null
  /** When Meta took it only to hold it until it has judged the text; null when it did not. */
  held_at: Time | null
  /** The money was there before the call had ended. */
  crossed: Flag
}

/** Pay links, by the hash of their token. */
export type PayLinkTable = Keyed & {
  token_hash: string
  enrollment_id: string
  nudge_id: string
  created_at: Time
}

/** Pay links that were opened. */
export type ClickTable = Keyed & { id: string; enrollment_id: string; nudge_id: string; clicked_at: Time }

/** What came in for an enrollment. */
export type RecoveryTable = Keyed & {
  id: string
  enrollment_id: string
  currency: string
  /** Received less what was refunded or lost, over all payments; never below zero. */
  amount: number
  attribution: Attribution
  nudge_id: string | null
  updated_at: Time
  /** Everything that is written back, in one text; `version` grows whenever it changes. */
  fingerprint: string
  version: number
  write_next_at: Time | null
  write_leased_until: Time | null
  write_attempts: number
  write_error: string | null
}

/** The payments a recovery is made of. */
export type RecoveryPaymentTable = Keyed & {
  recovery_id: string
  payment: string
  amount: number
  refunded: number
  /** What lost disputes took. */
  lost: number
  paid_at: Time
  through_stripe: Flag
  attempt_count: number
  attribution: Attribution
  nudge_id: string | null
}

/** What shoppers wrote. */
export type MessageTable = Keyed & {
  id: string
  wamid: string
  shopper_id: string
  phone_number_id: string
  kind: string
  /** The reply it was understood as; null when it was none. */
  answered_as: string | null
  received_at: Time
  /** Whom an answer goes to: E.164, or an id of Meta's; null in rows of before answers. */
  from_name: string | null
  /** The words, without card numbers; null when there are none, and once they were erased. */
  body: string | null
  /** The nudge it answers, as far as we can tell. */
  nudge_id: string | null
  /** When a person looked at it. */
  seen_at: Time | null
}

/** What messages count as, as Meta tells it. */
export type MessagePriceTable = Keyed & {
  wamid: string
  category: string
  kind: string
  model: string
  billable: Flag | null
  told_at: Time
}

/** Reports about messages we do not know yet. */
export type ParkedReportTable = Keyed & {
  id: string
  app: string
  wamid: string
  body: string
  parked_at: Time
}

/** Persons who took their WhatsApp to another number. */
export type PhoneMoveTable = Keyed & {
  shopper_id: string
  from_phone: string
  to_phone: string
  moved_at: Time
}

/** Messages to shoppers that are no nudges: the bot's answers, and what a person wrote. */
export type AnswerTable = Keyed & {
  id: string
  shopper_id: string
  phone_number_id: string
  /** E.164, or an id of Meta's. */
  to_name: string
  /** `bot`, or the person. */
  author: string
  wish: Wish
  replies_to: string | null
  nudge_id: string | null
  /** What it says; null until it is composed, and once its words were erased. */
  content: Json | null
  state: AnswerState
  /** Why it was skipped, or what went wrong. */
  reason: string | null
  next_at: Time
  lease_id: string | null
  attempts: number
  created_at: Time
  opened_at: Time | null
  closed_at: Time | null
  wamid: string | null
  error_code: number | null
  status: DeliveryStatus | null
  delivered_at: Time | null
  read_at: Time | null
  failed_at: Time | null
}

/** Who answers in a thread from when on; rows are never changed, and the latest holds. */
export type ThreadTurnTable = Keyed & {
  id: string
  shopper_id: string
  held_by: Holder
  actor: string
  since: Time
}

/** Days that shoppers named, to be left alone until then. */
export type PromiseTable = Keyed & { enrollment_id: string; until: Time; made_at: Time }

/** Changes that people asked for; environment and account are empty where one is about all accounts. */
export type AuditTable = {
  id: string
  environment: Environment | ''
  account_id: string
  actor: string
  command: string
  before: Json | null
  after: Json | null
  done_at: Time
}

/** Periodic work, and when each is due next. */
export type DutyTable = { name: string; next_at: Time }

/** Until when a flow has judged what it watches. */
export type WatchTable = Keyed & { flow: string; watched_until: Time }

/** States that keep messages back; of each kind and cause at most one is open in an account. */
export type AlarmTable = Keyed & {
  id: string
  kind: AlarmKind
  /** What it is about; empty for the whole account. */
  about: string
  detail: string | null
  raised_at: Time
  lifted_at: Time | null
}

/** What Meta refuses as a whole. */
export type PauseTable = Keyed & {
  scope: PauseScope
  about: string
  state: PauseState
  code: number
  alarm: AlarmKind
  phone_number_id: string
  rest_minutes: number
  tries: number
  since: Time
  until: Time
}

/** Where merchants hear of alarms. */
export type AlarmWayTable = Keyed & {
  way: AlarmWay
  address: string
  secret_sealed: string | null
  updated_at: Time
}

/** News of alarms on its way to merchants. */
export type AlarmNoticeTable = Keyed & {
  alarm_id: string
  news: AlarmNews
  way: AlarmWay
  /** When it is tried next; null once it was told or given up. */
  next_at: Time | null
  attempts: number
  told_at: Time | null
  error: string | null
}

/** Tickets that let somebody link a number outside the Dashboard, for a few minutes and once. */
export type ConnectTicketTable = Keyed & {
  /** Of the ticket, which itself is kept nowhere. */
  hash: string
  /** Who asked for it, as the audit names them. */
  actor: string
  ends_at: Time
  used_at: Time | null
}

/** Writes asked for in the panel, so that one that comes again is answered like the first. */
export type PanelWriteTable = Keyed & {
  request_id: string
  /** What was asked, as a hash: another thing under the same id is refused. */
  asked: string
  begun_at: Time
  /** The HTTP status and the body it was answered with; null while it goes on, or when it ended without a word. */
  status: number | null
  answer: Json | null
}

/** Which worker sends for an account. */
export type SenderLeaseTable = Keyed & {
  worker: string
  until: Time
  /** People reserved for the account out of those Meta allows its business, and until when; null before it counted. */
  room: number | null
  room_until: Time | null
}

/** Every table, by its name. */
export type Schema = {
  inbox: InboxTable
  account: AccountTable
  account_setting: AccountSettingTable
  flow_setting: FlowSettingTable
  kill_switch: KillSwitchTable
  shopper: ShopperTable
  identity: IdentityTable
  customer: CustomerTable
  consent: ConsentTable
  allowed_phone: AllowedPhoneTable
  number: NumberTable
  meta_app: MetaAppTable
  template: TemplateTable
  own_text: OwnTextTable
  own_picture: OwnPictureTable
  enrollment: EnrollmentTable
  nudge: NudgeTable
  intervention: InterventionTable
  decision: DecisionTable
  send: SendTable
  pay_link: PayLinkTable
  click: ClickTable
  recovery: RecoveryTable
  recovery_payment: RecoveryPaymentTable
  message: MessageTable
  message_price: MessagePriceTable
  parked_report: ParkedReportTable
  phone_move: PhoneMoveTable
  answer: AnswerTable
  thread_turn: ThreadTurnTable
  promise: PromiseTable
  audit: AuditTable
  duty: DutyTable
  watch: WatchTable
  alarm: AlarmTable
  alarm_way: AlarmWayTable
  alarm_notice: AlarmNoticeTable
  pause: PauseTable
  panel_write: PanelWriteTable
  connect_ticket: ConnectTicketTable
  sender_lease: SenderLeaseTable
}
