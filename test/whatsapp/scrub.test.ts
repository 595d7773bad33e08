import { expect, test } from 'vitest'
import { cardMark } from '../../server/domain/card-numbers.ts'
import { scrubBody } from '../../server/whatsapp/scrub.ts'
import { parseBody, readItems } from '../../server/whatsapp/webhook.ts'

function bodyWith(message: object): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { phone_number_id: '4242424242424242', display_phone_number: '34910000000' },
    messages: [{ from: '34600000001', id: 'wamid.4242424242424242', timestamp: '1', ...message }],
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '100200300', changes: [{ field: 'messages', value }] }],
  })
}

test('a body without a card number stays what it was, to the byte', () => {
  const body = bodyWith({ type: 'text', text: { body: 'Gr\\u00fc\\/sse' } }).replace('{', ' {')
  expect(scrubBody(body)).toBe(body)
})

test.each([
  ['a text', { type: 'text', text: { body: 'It is 4242 4242 4242 4242' } }],
  ['a caption', { type: 'image', image: { id: '1', caption: '4242424242424242' } }],
  [
    'a form',
    { type: 'interactive', interactive: { nfm_reply: { response_json: '{"a":"4242424242424242"}' } } },
  ],
  ['a kind nobody knows', { type: 'future', future: { words: ['4242424242424242'] } }],
])('a card number in %s is gone, and the ids are still there', (_, message) => {
  const scrubbed = scrubBody(bodyWith(message))
  expect(scrubbed).toContain(cardMark)
  expect(scrubbed.replaceAll('wamid.4242424242424242', '').match(/4242424242424242|4242 4242/g)).toHaveLength(
    1,
  )
  const [item] = readItems(parseBody(scrubbed)).map((raw) => raw.read())
  expect(item).toMatchObject({ phoneNumberId: '4242424242424242', wamid: 'wamid.4242424242424242' })
})

test('a card number behind escapes of JSON is found', () => {
  const escaped = bodyWith({ type: 'text', text: { body: 'CARD' } }).replace(
    'CARD',
    '\\u0034242\\u00204242\\u00204242\\u00204242',
  )
  expect(scrubBody(escaped)).toContain(cardMark)
})

test('the new number of somebody who moved stays, though its digits look like those of a card', () => {
  const looksLikeCard = '4915112345678'
  const system = { type: 'user_changed_number', new_wa_id: looksLikeCard }
  const scrubbed = scrubBody(bodyWith({ type: 'system', system }))
  const [item] = readItems(parseBody(scrubbed)).map((raw) => raw.read())
  expect(item).toMatchObject({ kind: 'move', movedTo: { waId: looksLikeCard } })
})
