import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Bookshop, credentials, lucia, startBookshop } from './whatsapp-rehearsal.ts'

let shop: Bookshop
beforeEach(async () => {
  shop = await startBookshop({ reviews: 'at-once' })
})
afterEach(() => shop.close())

type Answer = { readonly status: number; readonly body: Record<string, never> & { error?: { code: number } } }

async function ask(
  method: string,
  path: string,
  body?: string | FormData | Uint8Array<ArrayBuffer>,
  headers: object = {},
): Promise<Answer> {
  const authorization = `Bearer ${credentials.token}`
  const answer = await fetch(`${shop.whatsapp.url}/v25.0/${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

const json = (value: object) => JSON.stringify(value)
const jsonHeaders = { 'content-type': 'application/json' }

function form(type: string, bytes: number, product = 'whatsapp'): FormData {
  const data = new FormData()
  data.set('messaging_product', product)
  data.set('type', type)
  data.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file')
  return data
}

const pdf = () => ask('POST', '5001/media', form('application/pdf', 1_000))

/** Uploads an example in Meta's two steps; returns its handle. */
async function example(type: string, bytes: number): Promise<string> {
  const { body: begun } = await ask('POST', `901/uploads?file_length=${bytes}&file_type=${type}`)
  const { body } = await ask('POST', String(begun.id), new Uint8Array(bytes), { file_offset: '0' })
  return String(body.h)
}

async function withHeader(format: string, handle: string | undefined) {
  const header = { type: 'HEADER', format, ...(handle && { example: { header_handle: [handle] } }) }
  const body = { type: 'BODY', text: 'This is your invoice, thank you very much.' }
  const buttons = { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'SAVE10' }] }
  const draft = {
    name: 'with_header',
    language: 'en_US',
    category: 'MARKETING',
    components: [header, body, buttons],
  }
  return ask('POST', '7001/message_templates', json(draft), jsonHeaders)
}

function send(header: object | undefined, code: string | undefined) {
  const components = [
    ...(header ? [{ type: 'header', parameters: [header] }] : []),
    ...(code === undefined
      ? []
      : [
          {
            type: 'button',
            sub_type: 'copy_code',
            index: '0',
            parameters: [{ type: 'coupon_code', coupon_code: code }],
          },
        ]),
  ]
  const template = { name: 'with_header', language: { code: 'en_US' }, components }
  const message = { messaging_product: 'whatsapp', to: lucia, type: 'template', template }
  return ask('POST', '5001/messages', json(message), jsonHeaders)
}

describe('a file for messages', () => {
  test('is kept, described and deleted', async () => {
    const { body } = await pdf()
    const id = String(body.id)

    expect((await ask('GET', id)).body).toMatchObject({ mime_type: 'application/pdf', file_size: 1_000 })
    expect((await ask('DELETE', id)).body).toEqual({ success: true })
    expect((await ask('GET', id)).body.error?.code).toBe(100)
  })

  test.each([
    ['of a type Meta does not take', form('application/zip', 10), 100],
    ['that is empty', form('application/pdf', 0), 131053],
    ['that is an image of more than 5 MB', form('image/png', 5 * 1024 * 1024 + 1), 131053],
    ['without its product', form('application/pdf', 10, ''), 100],
  ])('%s is refused', async (_, data, code) => {
    expect((await ask('POST', '5001/media', data)).body.error?.code).toBe(code)
  })
})

describe('a text with a file above it', () => {
  test('needs an example that was uploaded', async () => {
    expect((await withHeader('DOCUMENT', undefined)).body.error).toMatchObject({ error_subcode: 2388043 })
    expect((await withHeader('DOCUMENT', '4::made-up')).body.error).toMatchObject({ error_subcode: 2494102 })
    expect((await withHeader('HOLOGRAM', undefined)).body.error).toMatchObject({ error_subcode: 2388047 })
    expect((await withHeader('DOCUMENT', await example('application/pdf', 64))).status).toBe(200)
  })

  test('is sent with a file of its number that is still there, and a code of at most 20 characters', async () => {
    await withHeader('DOCUMENT', await example('application/pdf', 64))
    const id = String((await pdf()).body.id)
    const picture = String((await ask('POST', '5001/media', form('image/png', 10))).body.id)
    const document = (value: object) => ({ type: 'document', document: value })
    const good = document({ id, filename: 'INV-1.pdf' })

    expect((await send(undefined, 'SAVE10')).body.error?.code).toBe(132012)
    expect((await send({ type: 'image', image: { id: picture } }, 'SAVE10')).body.error?.code).toBe(132012)
    expect((await send(document({ id: picture }), 'SAVE10')).body.error?.code).toBe(131009)
    expect((await send(document({ id: '1' }), 'SAVE10')).body.error?.code).toBe(131009)
    expect((await send(document({}), 'SAVE10')).body.error?.code).toBe(131008)
    expect((await send(good, undefined)).body.error?.code).toBe(131008)
    expect((await send(good, 'A'.repeat(21))).body.error?.code).toBe(132018)
    expect((await send(good, 'SAVE10')).status).toBe(200)
    expect(shop.whatsapp.messages.at(-1)).toMatchObject({
      media: { kind: 'document', id, filename: 'INV-1.pdf' },
      buttons: [{ type: 'copy_code', code: 'SAVE10' }],
    })

    await shop.clock.moveTo(shop.clock.now().add({ hours: 31 * 24 }))
    expect((await send(good, 'SAVE10')).body.error?.code).toBe(131009)
  })
})

describe('the way of a number onto the Cloud API', () => {
  test('goes over its code and its PIN, ten times in three days at most', async () => {
    const post = (path: string, body: object = {}) => ask('POST', path, json(body), jsonHeaders)
    shop.whatsapp.changeNumber('5001', { status: 'PENDING', codeVerification: 'NOT_VERIFIED' })
    expect((await post('5001/register', { pin: '123456' })).body.error?.code).toBe(133006)
    expect((await post('5001/verify_code?code=123456')).body.error?.code).toBe(136025)
    await post('5001/request_code?code_method=SMS&language=en')
    expect((await post('5001/verify_code?code=654321')).body.error?.code).toBe(136025)
    expect((await post('5001/verify_code?code=123456')).status).toBe(200)
    expect((await post('5001/register', { pin: '12345' })).body.error?.code).toBe(100)
    expect((await post('5001/register', { pin: '123456' })).status).toBe(200)
    expect((await post('5001/register', { pin: '000000' })).body.error?.code).toBe(133005)
    for (let n = 0; n < 8; n += 1) await post('5001/register', { pin: '123456' })
    expect((await post('5001/register', { pin: '123456' })).body.error?.code).toBe(133016)
    await post('5001/deregister')
    expect((await ask('GET', '5001?fields=status')).body).toEqual({ id: '5001', status: 'PENDING' })
  })

  test('lets neither codes nor PINs be tried out', async () => {
    const post = (path: string, body: object = {}) => ask('POST', path, json(body), jsonHeaders)
    const later = (minutes: number) => shop.clock.moveTo(shop.clock.now().add({ minutes }))
    const request = () => post('5001/request_code', { code_method: 'VOICE', language: 'es' })
    const verify = (code: string) => post('5001/verify_code', { code })
    expect((await request()).body.error).toMatchObject({
      code: 136024,
      error_user_msg: expect.stringMatching(/already/),
    })
    shop.whatsapp.changeNumber('5001', { status: 'PENDING', codeVerification: 'NOT_VERIFIED', pin: '271828' })

    for (let n = 0; n < 5; n += 1) expect((await request()).status).toBe(200)
    expect((await request()).body.error).toMatchObject({
      code: 136024,
      error_user_msg: expect.stringMatching(/too often/),
    })
    await later(11)
    expect((await verify('123456')).body.error).toMatchObject({
      code: 136025,
      error_user_msg: expect.stringMatching(/expired/),
    })
    await later(50)
    await request()
    for (let n = 0; n < 5; n += 1) await verify('000000')
    expect((await verify('123456')).body.error).toMatchObject({
      code: 136025,
      error_user_msg: expect.stringMatching(/too often/),
    })
    await later(61)
    await request()
    expect((await verify('123456')).status).toBe(200)

    for (let n = 0; n < 5; n += 1) await post('5001/register', { pin: '000000' })
    expect((await post('5001/register', { pin: '271828' })).body.error?.code).toBe(133008)
    await later(61)
    expect((await post('5001/register', { pin: '271828' })).status).toBe(200)
  })

  test('shows a profile, within Meta’s limits', async () => {
    const profile = (value: object) =>
      ask(
        'POST',
        '5001/whatsapp_business_profile',
        json({ messaging_product: 'whatsapp', ...value }),
        jsonHeaders,
      )
    expect((await profile({ about: 'x'.repeat(140) })).body.error?.code).toBe(100)
    await profile({ email: 'help@example.com' })
    expect((await ask('GET', '5001/whatsapp_business_profile?fields=email')).body).toEqual({
      data: [{ email: 'help@example.com', messaging_product: 'whatsapp' }],
    })
  })
})

describe('a token', () => {
  test('comes for a code of Embedded Signup, once', async () => {
    const code = shop.whatsapp.signUp('EAAnew')
    const path = `oauth/access_token?client_id=901&client_secret=meta-secret&code=${code}`
    expect((await ask('GET', path)).body).toEqual({ access_token: 'EAAnew', token_type: 'bearer' })
    expect((await ask('GET', path)).body.error?.code).toBe(100)
    expect(
      (await ask('GET', 'oauth/access_token?client_id=901&client_secret=no&code=x')).body.error?.code,
    ).toBe(101)
  })

  test('that ended opens nothing any more', async () => {
    shop.whatsapp.limitToken(credentials.token, { expiresAt: shop.clock.now().add({ hours: 1 }) })
    expect((await ask('GET', '5001')).status).toBe(200)
    await shop.clock.moveTo(shop.clock.now().add({ hours: 1 }))
    expect((await ask('GET', '5001')).body.error?.code).toBe(190)
  })
})

describe('texts', () => {
  test('of Meta’s own library need no review', async () => {
    const body = {
      name: 'ours_failed',
      language: 'en_US',
      library_template_name: 'payment_rejected_1',
      library_template_button_inputs: [
        {
          type: 'URL',
          url: {
            base_url: 'https://pay.example.com/r/{{1}}',
            url_suffix_example: 'https://pay.example.com/r/x',
          },
        },
      ],
    }
    expect((await ask('POST', '7001/message_templates', json(body), jsonHeaders)).body).toMatchObject({
      status: 'APPROVED',
      category: 'UTILITY',
    })
    expect(await ask('GET', 'message_template_library?usecase=PAYMENT_REJECT_FAIL')).toMatchObject({
      body: { data: [{ name: 'payment_rejected_1' }] },
    })
  })

  test('are unpaused only when they are paused', async () => {
    await withHeader('DOCUMENT', await example('application/pdf', 64))
    const id = shop.whatsapp.templates()[0]!.id
    expect((await ask('POST', `${id}/unpause`)).body.error?.code).toBe(100)
    await shop.whatsapp.review(id, 'PAUSED')
    expect((await ask('POST', `${id}/unpause`)).status).toBe(200)
    expect(shop.whatsapp.templates()[0]).toMatchObject({ status: 'APPROVED' })
  })

  test('are taken a hundred an hour', async () => {
    const create = (n: number) =>
      ask(
        'POST',
        '7001/message_templates',
        json({
          name: `text_${n}`,
          language: 'en_US',
          category: 'UTILITY',
          components: [{ type: 'BODY', text: `This is the text number ${n}.` }],
        }),
        jsonHeaders,
      )
    for (let n = 0; n < 100; n += 1) expect((await create(n)).status).toBe(200)
    expect((await create(100)).body.error?.code).toBe(80008)
    await shop.clock.moveTo(shop.clock.now().add({ minutes: 61 }))
    expect((await create(100)).status).toBe(200)
  })
})
