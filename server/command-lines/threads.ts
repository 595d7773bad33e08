import {
  answerThread,
  type ListedThread,
  type ShownThread,
  showThread,
  showThreads,
  turnThread,
} from '../commands/threads.ts'
import { type Commands, isJson, type Line, orElse, timeText, word } from './command.ts'

/** The chats with shoppers, and the people who answer in them. */
export const threadCommands: Commands = {
  'thread list': {
    usage: '[--format json]',
    options: { format: 'text' },
    does: 'show the chats in which a customer wrote, those a person holds first',
    run: async (tools, by, { options }) => {
      const threads = await showThreads(tools, by)
      if (isJson(options)) return [JSON.stringify(threads)]
      return orElse(threads.map(lineOf), 'No customer has written yet')
    },
  },
  'thread show': {
    usage: 'SHOPPER | PHONE [--format json]',
    takes: 1,
    options: { format: 'text' },
    does: 'show all that was said with one customer; it counts as read then',
    run: async (tools, by, { words, options }) => {
      const thread = await showThread(tools, by, word(words, 'SHOPPER'))
      return isJson(options) ? [JSON.stringify(thread)] : linesOf(thread)
    },
  },
  'thread answer': {
    usage: 'SHOPPER | PHONE --text "..." [--button "Yes,No"] | --template payment_failed [--language es]',
    takes: 1,
    options: { text: 'text', button: 'list', template: 'text', language: 'text' },
    does: 'write to a customer as a person, who holds the chat from then on; after 24 hours only with a template',
    run: async (tools, by, { words, options }) => {
      const { text, button, template, language } = options
      const whom = word(words, 'SHOPPER')
      const { answerId } = await answerThread(tools, by, {
        whom,
        text,
        buttons: button?.split(','),
        template,
        language,
      })
      return [`${answerId} will be sent at once; \`thread show\` tells what became of it`]
    },
  },
  'thread take': {
    usage: 'SHOPPER | PHONE',
    takes: 1,
    does: 'have a person hold the chat: the bot says nothing in it, and the flows wait',
    run: async (tools, by, { words }) => {
      const { hasChanged } = await turnThread(tools, by, { whom: word(words, 'SHOPPER'), heldBy: 'person' })
      return [hasChanged ? 'A person holds this chat now' : 'A person holds this chat already']
    },
  },
  'thread hand-back': {
    usage: 'SHOPPER | PHONE',
    takes: 1,
    does: 'hand the chat back to the bot; the flows go on',
    run: async (tools, by, { words }) => {
      const { hasChanged } = await turnThread(tools, by, { whom: word(words, 'SHOPPER'), heldBy: 'bot' })
      return [hasChanged ? 'The bot holds this chat now' : 'The bot holds this chat already']
    },
  },
}

function lineOf({ shopperId, phone, heldBy, unread, isWindowOpen, windowEndsAt }: ListedThread): Line {
  const window = isWindowOpen ? `open until ${timeText(windowEndsAt)}` : 'only templates'
  const isNew = unread > 0 ? `, ${unread} unread` : ''
  return `${shopperId}  ${phone ?? 'hides their number'}  held by the ${heldBy}, ${window}${isNew}`
}

function linesOf({ turn, windowEndsAt, isWindowOpen, messages }: ShownThread): readonly Line[] {
  const holder =
    turn?.heldBy === 'person' ? `a person since ${timeText(turn.since)} (${turn.actor})` : 'the bot'
  const window =
    isWindowOpen && windowEndsAt
      ? `words may be sent until ${timeText(windowEndsAt)}`
      : 'only texts Meta approved may be sent'
  return [`Held by ${holder}; ${window}`, ...messages.map(messageLine)]
}

type Message = ShownThread['messages'][number]

function messageLine(message: Message): Line {
  return `${timeText(message.at)}  ${textOf(message)}`
}

function textOf(message: Message): string {
  if ('kind' in message) {
    const { words, kind, understoodAs, isSeen } = message
    const said = words ?? `[${kind}]`
    return `customer: ${said}${understoodAs ? `  (understood as ${understoodAs})` : ''}${isSeen ? '' : '  new'}`
  }
  if ('flow' in message) return `${message.flow}: template ${message.template}  ${message.fate}`
  const { from, wish, content, reason, fate } = message
  return `${from}: ${content ? wordsOf(content) : `[${wish}]`}  ${fate}${reason ? ` (${reason})` : ''}`
}

type Content = NonNullable<Extract<Message, { readonly wish: unknown }>['content']>

function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.body
    case 'link':
      return `${content.body} [${content.label}]`
    case 'choices':
    case 'list':
      return `${content.body} ${content.choices.map(({ title }) => `[${title}]`).join(' ')}`
    case 'invoice':
      return `${content.caption} [${content.filename}]`
    case 'template':
      return `template ${content.template} (${content.language})`
  }
}
