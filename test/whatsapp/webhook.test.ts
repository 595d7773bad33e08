import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSameText, isSigned } from '../../server/whatsapp/signature.ts'
import { holdsAnswers, type Item, readItems } from '../../server/whatsapp/webhook.ts'

const seconds = 1_795_341_600
const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
const nobody = { waId: undefined, bsuid: undefined, parentBsuid: undefined }

type Change = { readonly field: string; readonly value: object }
const bodyOf = (...entries: readonly (readonly Change[])[]) => ({
  object: 'whatsapp_business_account',
  entry: entries.map((changes, index) => ({ id: `waba_${index}`, changes })),
})
const messages = (value: object, phone_number_id = '111'): Change => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '34111', phone_number_id },
    ...value,
  },
})
const statusOf = (id: string, change: object = {}) => ({
  id,
  status: 'delivered',
  timestamp: String(seconds),
  recipient_id: '34600000001',
  ...change,
})
const stop = {
  id: 'wamid.stop',
  type: 'text',
  timestamp: String(seconds),
  from: '34600000001',
  text: { body: 'STOP' },
}

const read = (body: unknown): readonly Item[] => readItems(body).map((item) => item.read())
const wamids = (body: unknown) => read(body).map((item) => ('wamid' in item ? item.wamid : item.kind))

describe('news of Meta', () => {
  test('is read whole: several accounts, changes and statuses in one body', () => {
    const body = bodyOf(
      [
        messages({ statuses: [statusOf('wamid.1'), statusOf('wamid.2')] }),
        messages({ statuses: [statusOf('wamid.3')] }),
      ],
      [messages({ statuses: [statusOf('wamid.4')], messages: [stop] }, '222')],
    )
    expect(wamids(body)).toEqual(['wamid.1', 'wamid.2', 'wamid.3', 'wamid.4', 'wamid.stop'])
    expect(read(body).at(-1)).toMatchObject({ phoneNumberId: '222' })
  })

  test.each<[string, object, Partial<Extract<Item, { kind: 'status' }>>]>([
    [
      'that a message was read',
      { status: 'read', biz_opaque_callback_data: 'send-1' },
      { status: 'read', sendId: 'send-1' },
    ],
    ['that a voice message was played', { status: 'played' }, { status: 'read' }],
    [
      'that one failed, and why',
      {
        status: 'failed',
        errors: [{ code: 131_026, title: 'Undeliverable', error_data: { details: 'Not on WhatsApp' } }],
      },
      { status: undefined, failure: { code: 131_026, text: 'Not on WhatsApp' } },
    ],
    [
      'that one failed, with a title only',
      { status: 'failed', errors: [{ code: 131_026, title: 'Undeliverable' }] },
      { failure: { code: 131_026, text: 'Undeliverable' } },
    ],
    [
      'that one failed for no reason',
      { status: 'failed' },
      { failure: { code: 0, text: 'Meta gave no reason' } },
    ],
    ['of a status of tomorrow', { status: 'pondered' }, { status: undefined, failure: undefined }],
    [
      'about a person without a number',
      { recipient_id: undefined, recipient_user_id: 'ES.1A', recipient_parent_user_id: 'ES.P' },
      { person: { waId: undefined, bsuid: 'ES.1A', parentBsuid: 'ES.P' } },
    ],
    ['about an empty person', { recipient_id: '' }, { person: nobody }],
  ])('tells %s', (_, change, item) => {
    const [found] = read(bodyOf([messages({ statuses: [statusOf('wamid.1', change)] })]))
    expect(found).toMatchObject({ kind: 'status', wamid: 'wamid.1', at, ...item })
  })

  test.each<[string, object, Partial<Extract<Item, { kind: 'message' }>>]>([
    ['what was typed', {}, { text: 'STOP', payload: undefined, messageKind: 'text' }],
    [
      'which button was tapped',
      { type: 'button', text: undefined, button: { payload: 'stop:n1', text: 'No more' } },
      { text: 'No more', payload: 'stop:n1' },
    ],
    [
      'which reply was chosen',
      {
        type: 'interactive',
        text: undefined,
        interactive: { type: 'button_reply', button_reply: { id: 'help:n1', title: 'Help' } },
      },
      { text: 'Help', payload: 'help:n1' },
    ],
    [
      'that a picture came, which says nothing',
      { type: 'image', text: undefined, image: { id: '1' } },
      { text: undefined, payload: undefined, messageKind: 'image' },
    ],
    [
      'what a person without a number typed',
      { from: undefined, from_user_id: 'ES.1A' },
      { person: { ...nobody, bsuid: 'ES.1A' }, text: 'STOP' },
    ],
    [
      'who wrote when Meta tells the number and the id',
      { from_user_id: 'ES.1A' },
      { person: { ...nobody, waId: '34600000001', bsuid: 'ES.1A' } },
    ],
  ])('tells %s', (_, change, item) => {
    const [found] = read(bodyOf([messages({ messages: [{ ...stop, ...change }] })]))
    expect(found).toMatchObject({ kind: 'message', wamid: 'wamid.stop', phoneNumberId: '111', at, ...item })
  })

  test('tells that a shopper switched offers off', () => {
    const preference = {
      wa_id: '34600000001',
      category: 'marketing_messages',
      value: 'stop',
      timestamp: seconds,
    }
    const { value } = messages({ user_preferences: [preference] })
    expect(read(bodyOf([{ field: 'user_preferences', value }]))).toEqual([
      {
        kind: 'preference',
        phoneNumberId: '111',
        person: { ...nobody, waId: '34600000001' },
        category: 'marketing_messages',
        value: 'stop',
        at,
      },
    ])
  })

  test.each([
    ['APPROVED', null, undefined],
    ['REJECTED', 'INVALID_FORMAT', 'INVALID_FORMAT'],
  ])('tells that a text is %s', (event, reason, told) => {
    const value = { event, message_template_id: 77, message_template_name: 'paynudge_payment_failed', reason }
    expect(read(bodyOf([{ field: 'message_template_status_update', value }]))).toEqual([
      { kind: 'template', wabaId: 'waba_0', metaId: '77', status: event, category: undefined, reason: told },
    ])
  })

  test.each([
    ['done', { previous_category: 'UTILITY', new_category: 'MARKETING' }, 'MARKETING'],
    ['only announced', { new_category: 'UTILITY', correct_category: 'MARKETING' }, undefined],
  ])('tells that a change of a text’s kind is %s', (_, categories, category) => {
    const value = { message_template_id: 77, ...categories }
    expect(read(bodyOf([{ field: 'template_category_update', value }]))).toMatchObject([
      { kind: 'template', metaId: '77', status: undefined, category },
    ])
  })

  test.each<[string, string, object, object]>([
    [
      'a number is faster now',
      'phone_number_quality_update',
      {
        display_phone_number: '34910000000',
        event: 'THROUGHPUT_UPGRADE',
        max_daily_conversations_per_business: 'TIER_UNLIMITED',
      },
      { digits: '34910000000', throughput: 'HIGH', messagingLimit: 'TIER_UNLIMITED', quality: undefined },
    ],
    [
      'a number may write to fewer people, in older words',
      'phone_number_quality_update',
      {
        display_phone_number: 34_910_000_000,
        event: 'DOWNGRADE',
        old_limit: 'TIER_10K',
        current_limit: 'TIER_1K',
      },
      { digits: '34910000000', throughput: undefined, messagingLimit: 'TIER_1K', quality: undefined },
    ],
    [
      'people think badly of a number',
      'phone_number_quality_update',
      { display_phone_number: '34910000000', event: 'FLAGGED' },
      { throughput: undefined, messagingLimit: undefined, quality: 'RED' },
    ],
    [
      'a number was not used yet',
      'phone_number_quality_update',
      { display_phone_number: '34910000000', event: 'ONBOARDING', current_limit: 'TIER_NOT_SET' },
      { throughput: undefined, messagingLimit: undefined, quality: undefined },
    ],
    [
      'a business may write to so many people',
      'business_capability_update',
      { max_daily_conversations_per_business: 2_000, max_phone_numbers_per_business: 20 },
      { digits: undefined, messagingLimit: 'TIER_2K' },
    ],
    [
      'a business may write to everybody',
      'business_capability_update',
      { max_daily_conversations_per_business: -1 },
      { digits: undefined, messagingLimit: 'TIER_UNLIMITED' },
    ],
    [
      'a business may write to a number of people nobody knows the name of',
      'business_capability_update',
      { max_daily_conversations_per_business: 777 },
      { messagingLimit: undefined },
    ],
  ])('tells that %s', (_, field, value, item) => {
    expect(read(bodyOf([{ field, value }]))).toMatchObject([{ kind: 'number', wabaId: 'waba_0', ...item }])
  })

  test('about something else is passed over', () => {
    expect(read(bodyOf([{ field: 'account_alerts', value: {} }]))).toEqual([
      { kind: 'other', field: 'account_alerts' },
    ])
  })

  test('of another product is passed over', () => {
    expect(read({ object: 'page', entry: [] })).toEqual([{ kind: 'other', field: 'page' }])
  })

  test('without any news is read as none', () => {
    expect(read(bodyOf([messages({})]))).toEqual([])
    expect(read(bodyOf([], []))).toEqual([])
  })

  test.each([[null], ['text'], [[]], [{}]])('is refused when it is not Meta’s envelope: %j', (body) => {
    expect(() => readItems(body)).toThrow()
  })
})

describe('one bad item', () => {
  const readable = (body: unknown) =>
    readItems(body).flatMap((item) => {
      try {
        return [item.read()]
      } catch {
        return []
      }
    })

  test.each<[string, unknown]>([
    ['without a time', statusOf('wamid.bad', { timestamp: undefined })],
    ['with a time that is none', statusOf('wamid.bad', { timestamp: 'soon' })],
    ['with a time beyond all calendars', statusOf('wamid.bad', { timestamp: '9'.repeat(15) })],
    ['without an id', statusOf('wamid.bad', { id: undefined })],
    ['that is null', null],
    ['that is a text', 'wamid.bad'],
  ])('%s does not keep the others from being read', (_, bad) => {
    const body = bodyOf([messages({ statuses: [bad, statusOf('wamid.1')], messages: [stop] })])
    expect(readItems(body)).toHaveLength(3)
    expect(readable(body)).toMatchObject([{ wamid: 'wamid.1' }, { wamid: 'wamid.stop' }])
  })

  test.each<[string, unknown]>([
    [
      'does not say which number it is about',
      { field: 'messages', value: { statuses: [statusOf('wamid.1')] } },
    ],
    ['carries no value', { field: 'messages', value: null }],
    ['is of a kind of tomorrow', { field: 'something_new', value: 'text' }],
  ])('does not keep a stop beside it from being read: a change that %s', (_, bad) => {
    const body = bodyOf([bad as Change, messages({ messages: [stop] })])
    expect(readable(body)).toMatchObject([{ wamid: 'wamid.stop', text: 'STOP' }])
  })
})

describe('a body goes first', () => {
  const status = { statuses: [statusOf('wamid.1')] }
  test.each<[string, readonly Change[], boolean]>([
    ['when a shopper wrote', [messages(status), messages({ messages: [stop] })], true],
    ['when it cannot be read, since it may hold a stop', [{ field: 'messages', value: status }], true],
    ['never when it only tells how messages fared', [messages(status)], false],
    ['never when it is about something else', [{ field: 'account_alerts', value: {} }], false],
  ])('%s', (_, changes, first) => {
    expect(holdsAnswers(JSON.stringify(bodyOf(changes)))).toBe(first)
  })

  const change = (value: object) => ({ entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })
  const metadata = { phone_number_id: '111' }
  test.each<[string, object]>([
    ['of two businesses', bodyOf([messages(status)], [messages(status)])],
    ['with an empty list of messages', bodyOf([messages({ ...status, messages: [] })])],
    ['without any list', change({ metadata })],
    ['with a list that is none', change({ metadata, statuses: {} })],
    ['with messages that are no list', change({ metadata, ...status, messages: 'STOP' })],
    ['of a number whose id is a number', change({ metadata: { phone_number_id: 111 }, ...status })],
    ['of a number without an id', change({ metadata: {}, ...status })],
    ['of no number', change({ ...status })],
    ['whose change is null', { entry: [{ id: '1', changes: [null] }] }],
    ['whose entry is null', { entry: [null] }],
    ['without changes', { entry: [{ id: '1' }] }],
    ['with changes that are no list', { entry: [{ id: '1', changes: {} }] }],
    ['with a stop behind reports', bodyOf([messages(status)], [messages({ ...status, messages: [stop] })])],
    ['of another product', { object: 'page', entry: [] }],
    ['without entries', { entry: [] }],
  ])('exactly when one of its items does: %s', (_, body) => {
    const whole = { object: 'whatsapp_business_account', ...body }
    expect(holdsAnswers(JSON.stringify(whole))).toBe(readItems(whole).some(({ answers }) => answers))
  })

  test('like any other when its numbers are too large for one of ours', () => {
    const body = JSON.stringify(bodyOf([messages(status)])).replace('"111"', '111222333444555666777')
    expect(holdsAnswers(body)).toBe(false)
  })

  test.each(['null', '[]', '{}', '"text"', 'garbage'])('or is refused when it is no envelope: %s', (body) => {
    expect(() => holdsAnswers(body)).toThrow()
  })
})

describe('an item kept apart', () => {
  const template = { event: 'APPROVED', message_template_id: 77, reason: null }
  const preference = { user_id: 'ES.1A', category: 'marketing_messages', value: 'resume', timestamp: seconds }
  const body = bodyOf(
    [
      messages({
        statuses: [statusOf('wamid.1'), statusOf('wamid.2', { status: 'read' })],
        messages: [stop],
      }),
      { field: 'user_preferences', value: messages({ user_preferences: [preference] }).value },
    ],
    [
      { field: 'message_template_status_update', value: template },
      { field: 'account_alerts', value: {} },
    ],
  )

  test('reads the same by itself, and brings none of the others along', () => {
    for (const item of readItems(body)) {
      expect(read(JSON.parse(item.alone()))).toEqual([item.read()])
    }
    expect(readItems(body)).toHaveLength(6)
  })
})

describe('the signature of Meta', () => {
  const secret = 'app-secret'
  const sign = (body: Buffer) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const escaped = Buffer.from('{"body":"Luc\\u00eda \\ud83d\\ude00","url":"a\\/b"}')
  const plain = Buffer.from(JSON.stringify(JSON.parse(escaped.toString())))

  test('is over the bytes as they came, with accents escaped as Meta does', () => {
    expect(isSigned(escaped, sign(escaped), secret)).toBe(true)
    expect(isSigned(plain, sign(escaped), secret)).toBe(false)
  })

  test.each<[string, string | undefined]>([
    ['is missing', undefined],
    ['is empty', ''],
    ['is only announced', 'sha256='],
    ['is too short', sign(plain).slice(0, -2)],
    ['is too long', `${sign(plain)}ab`],
    ['is not written in hex', `sha256=${'zz'.repeat(32)}`],
    ['is of another app', `sha256=${createHmac('sha256', 'other').update(plain).digest('hex')}`],
    ['is of an older kind', `sha1=${createHmac('sha1', secret).update(plain).digest('hex')}`],
  ])('is refused when it %s', (_, header) => {
    expect(isSigned(plain, header, secret)).toBe(false)
  })
})

describe('Meta’s challenge', () => {
  test.each([
    ['with the right word is answered', 'word', 'word', true],
    ['with another word is not', 'ward', 'word', false],
    ['with a longer word is not', 'words', 'word', false],
    ['is not answered while no word is set', '', '', false],
  ])('%s', (_, given, wanted, same) => {
    expect(isSameText(given, wanted)).toBe(same)
  })
})
