import type { Choice, Content } from '../domain/content.ts'
import { addressee } from './addressee.ts'
import type { Credentials, Json, WhatsApp } from './client.ts'

/** Content that is written freely: a link with its address, and a document in the form Meta wants, uploaded before. */
export type FreeForm =
  | Exclude<Content, { readonly kind: 'invoice' } | { readonly kind: 'template' } | { readonly kind: 'link' }>
  | (Extract<Content, { readonly kind: 'link' }> & { readonly url: string })
  | {
      readonly kind: 'document'
      readonly mediaId: string
      readonly filename: string
      readonly caption: string
    }

/** Whom a free message goes to and what it says. */
export type FreeMessage = {
  /** E.164, or an id of Meta's where the phone is hidden. */
  readonly to: string
  readonly content: FreeForm
  /** Comes back with every status of the message. */
  readonly answerId: string
  /** Shown above it in the chat. */
  readonly repliesTo: string | undefined
}

/** Lengths Meta allows, in characters. */
const limits = { text: 4_096, body: 1_024, caption: 1_024, label: 20, row: 24 } as const

/** A message without a template, as Meta wants it; it may only go out while the window is open. */
export function freeMessage({ to, content, answerId, repliesTo }: FreeMessage): Json {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressee(to),
    biz_opaque_callback_data: answerId,
    ...(repliesTo ? { context: { message_id: repliesTo } } : {}),
    ...contentOf(content),
  }
}

function contentOf(content: FreeForm): Json {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { preview_url: false, body: short(content.body, limits.text) } }
    case 'link': {
      const parameters = { display_text: short(content.label, limits.label), url: content.url }
      return interactive('cta_url', content.body, { name: 'cta_url', parameters })
    }
    case 'choices': {
      const buttons = content.choices.map((choice) => ({ type: 'reply', reply: rowOf(choice, limits.label) }))
      return interactive('button', content.body, { buttons })
    }
    case 'list': {
      const rows = content.choices.map((choice) => rowOf(choice, limits.row))
      return interactive('list', content.body, {
        button: short(content.label, limits.label),
        sections: [{ rows }],
      })
    }
    case 'document': {
      const { mediaId, filename, caption } = content
      return {
        type: 'document',
        document: { id: mediaId, filename, caption: short(caption, limits.caption) },
      }
    }
  }
}

function interactive(type: string, body: string, action: Json): Json {
  return { type: 'interactive', interactive: { type, body: { text: short(body, limits.body) }, action } }
}

function rowOf({ payload, title }: Choice, most: number) {
  return { id: payload, title: short(title, most) }
}

function short(text: string, most: number): string {
  const characters = [...text.toWellFormed()]
  return characters.length <= most ? text.toWellFormed() : `${characters.slice(0, most - 1).join('')}…`
}

/**
 * Turns the ticks blue up to a message of the shopper's, and may show them that an answer is being written. A courtesy:
 * that it fails changes nothing.
 */
export async function markRead(
  whatsapp: WhatsApp,
  { token, phoneNumberId }: Pick<Credentials, 'token' | 'phoneNumberId'>,
  { wamid, shows }: { readonly wamid: string; readonly shows: 'ticks' | 'typing' },
): Promise<void> {
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: wamid }
  const typing = shows === 'typing' ? { typing_indicator: { type: 'text' } } : {}
  await whatsapp
    .call(token, 'POST', `/${phoneNumberId}/messages`, { ...read, ...typing })
    .catch(() => undefined)
}
