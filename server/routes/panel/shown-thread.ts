import { type ApprovedText, type MayWrite, whatMayBeWritten } from '../../commands/customer-thread.ts'
import { errorWords } from '../../commands/error-words.ts'
import { colleagueText } from '../../commands/person-words.ts'
import { type Said, wordsOfTemplate } from '../../commands/said-words.ts'
import type { ShownThread } from '../../commands/threads.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import { type Reason, reasons } from '../../domain/reasons.ts'
import { flowOf } from '../../flows/index.ts'
import type { ThreadPage, ThreadPlace } from '../../store/threads.ts'
import type { MessageStatus, Thread, ThreadMessage } from './contract.ts'

/** Messages shown at once. */
const messagesAtMost = 50

/** Where a part of a thread ends: a moment, and the message then. */
export const placeForm = /^\d{1,15}:[0-9a-f-]{36}$/

/** The part of a thread to read, which is one message more than is shown. */
export function pageBefore(place?: string): ThreadPage {
  const limit = messagesAtMost + 1
  if (place === undefined) return { limit }
  const [ms = '', id = ''] = place.split(':')
  return { limit, before: { at: Temporal.Instant.fromEpochMilliseconds(Number(ms)), id } }
}

/** A thread with somebody with whom nothing was said. */
export const nothingSaid: Thread = {
  isKnown: false,
  heldBy: 'bot',
  turn: null,
  windowEndsAt: null,
  isWindowOpen: false,
  mayWrite: 'nothing',
  because: null,
  texts: [],
  unread: 0,
  messages: [],
  before: null,
}

const noText =
  'None of them fits now: nothing is open with the customer, or they have not agreed to messages.'
const notWritten =
  'The customer has not written yet. WhatsApp lets you answer in your own words once they have.'

/** A thread as the panel shows it. */
export async function shownThread(tools: CommandTools, by: By, found: ShownThread): Promise<Thread> {
  const { shopperId, turn, windowEndsAt, isWindowOpen, unread } = found
  const { against, texts } = await whatMayBeWritten(tools, by, shopperId)
  const messages = found.messages.slice(-messagesAtMost)
  const [first] = messages
  const hasMore = found.messages.length > messagesAtMost
  return {
    isKnown: true,
    heldBy: turn?.heldBy ?? 'bot',
    turn: turn ? { by: colleagueText(turn.actor, by.actor), since: turn.since.epochMilliseconds } : null,
    windowEndsAt: windowEndsAt?.epochMilliseconds ?? null,
    isWindowOpen,
    mayWrite: against === undefined ? 'words' : texts.length > 0 ? 'texts' : 'nothing',
    because: against === undefined ? null : becauseOf(against, texts),
    texts: await Promise.all(texts.map((text) => offered(tools, by, text))),
    unread,
    messages: await Promise.all(messages.map((message) => messageOf(tools, by, message))),
    before: hasMore && first ? placeText(first) : null,
  }
}

function becauseOf(against: NonNullable<MayWrite['against']>, texts: MayWrite['texts']): string {
  if (against === 'never-wrote') return notWritten
  return against === 'window-over' && texts.length === 0 ? `${reasons[against]} ${noText}` : reasons[against]
}

async function offered(tools: CommandTools, by: By, { key, language }: ApprovedText) {
  const said = await wordsOfTemplate(tools.db, by, { template: key, language })
  return { key, text: said?.text ?? key }
}

type Message = ShownThread['messages'][number]

async function messageOf(tools: CommandTools, by: By, message: Message): Promise<ThreadMessage> {
  const { id, at } = message
  const common = { id, at: at.epochMilliseconds, by: null, buttons: [], reason: null, isNew: false }
  if ('kind' in message) {
    const { kind, words, isSeen } = message
    return { ...common, from: 'customer', kind, text: words ?? null, status: null, isNew: !isSeen }
  }
  if ('flow' in message) {
    const { flow, template, fate, failure } = message
    const said = await wordsOfTemplate(tools.db, by, message)
    const reason = errorWords(failure) ?? null
    const { text = null, buttons = [] } = said ?? {}
    const status = statusOf(fate)
    return { ...common, from: 'flow', by: flowOf(flow).name, kind: template, text, buttons, status, reason }
  }
  const { from, wish, content, reason, fate } = message
  const isBot = from === 'bot'
  const said = content && (await saidIn(tools, by, content))
  return {
    ...common,
    ...(said ?? { text: null }),
    from: isBot ? 'bot' : 'person',
    by: isBot ? null : colleagueText(from, by.actor),
    kind: wish,
    status: statusOf(fate),
    reason: reason === undefined ? null : (reasons[reason as Reason] ?? reason),
  }
}

type Content = NonNullable<Extract<Message, { readonly wish: unknown }>['content']>

async function saidIn(tools: CommandTools, by: By, content: Content): Promise<Said> {
  switch (content.kind) {
    case 'text':
      return { text: content.body, buttons: [] }
    case 'link':
      return { text: content.body, buttons: [content.label] }
    case 'choices':
    case 'list':
      return { text: content.body, buttons: content.choices.map(({ title }) => title) }
    case 'invoice':
      return { text: content.caption, buttons: [content.filename] }
    case 'template':
      return (await wordsOfTemplate(tools.db, by, content)) ?? { text: content.template, buttons: [] }
  }
}

/** As far as a message came; what a send calls open is on its way, and what Meta refused has failed. */
function statusOf(fate: string): MessageStatus {
  if (fate === 'open') return 'sending'
  return fate === 'refused' ? 'failed' : (fate as MessageStatus)
}

function placeText({ at, id }: ThreadPlace): string {
  return `${at.epochMilliseconds}:${id}`
}
