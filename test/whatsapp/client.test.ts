import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { addressee } from '../../server/whatsapp/addressee.ts'
import { createWhatsApp } from '../../server/whatsapp/client.ts'

const credentials = { token: 'EAAG-token', phoneNumberId: '400', wabaId: '100' }
const message = { messaging_product: 'whatsapp', type: 'template', ...addressee('+34600000001') }

type Asked = { readonly method: string; readonly url: string; readonly body: string; readonly token: string }

/** A Meta of one's own, that answers each call as the test says. */
async function openMeta(answer: (response: ServerResponse) => void) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    asked.push(await read(request))
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const whatsapp = createWhatsApp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v26.0`)
  onTestFinished(async () => {
    await whatsapp.close()
    server.closeAllConnections()
    server.close()
  })
  return { asked, whatsapp }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const { method = '', url = '', headers } = request
  return { method, url, body: Buffer.concat(parts).toString(), token: headers.authorization ?? '' }
}

const json =
  (status: number, body: object, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const accepted = (fields: object) =>
  json(200, {
    contacts: [{ wa_id: '34600000001', user_id: 'ES.1' }],
    messages: [{ id: 'wamid.1', ...fields }],
  })
const refused = (status: number, error: object, headers = {}) => json(status, { error }, headers)

test('a message goes to the number, at the version of the settings, with its token', async () => {
  const { whatsapp, asked } = await openMeta(accepted({ message_status: 'accepted' }))
  await whatsapp.send(credentials, message)
  expect(asked).toMatchObject([
    { method: 'POST', url: '/v26.0/400/messages', token: 'Bearer EAAG-token', body: JSON.stringify(message) },
  ])
})

test('an offer goes to the endpoint of offers, which may pass it on', async () => {
  const { whatsapp, asked } = await openMeta(accepted({}))
  await whatsapp.send(credentials, message, 'marketing_messages')
  expect(asked[0]?.url).toBe('/v26.0/400/marketing_messages')
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ product_policy: 'CLOUD_API_FALLBACK' })
})

test('a person whose phone is not known is named by Meta’s own id, and not as a phone', () => {
  expect(addressee('US.13491208655302741918')).toEqual({ recipient: 'US.13491208655302741918' })
  expect(addressee('CC.ENT.42')).toEqual({ recipient: 'CC.ENT.42' })
  expect(addressee('+34600000001')).toEqual({ to: '+34600000001' })
})

test('a message that Meta took is accepted, and one it judges first is held', async () => {
  const person = { waId: '34600000001', bsuid: 'ES.1', parentBsuid: undefined }
  const one = await openMeta(accepted({ message_status: 'accepted' }))
  expect(await one.whatsapp.send(credentials, message)).toEqual({
    kind: 'accepted',
    wamid: 'wamid.1',
    person,
    isHeld: false,
  })
  const other = await openMeta(accepted({ message_status: 'held_for_quality_assessment' }))
  expect(await other.whatsapp.send(credentials, message)).toMatchObject({ kind: 'accepted', isHeld: true })
})

test.each([
  ['a limit of ours', 400, { code: 130429, message: '(#130429) Rate limit hit' }, 'retry'],
  ['the same at another status', 429, { code: 130429, message: '(#130429) Rate limit hit' }, 'retry'],
  ['a number that is gone', 400, { code: 100, error_subcode: 33, message: 'does not exist' }, 'pause'],
  ['a wrong parameter', 400, { code: 100, message: 'Invalid parameter' }, 'ask'],
  ['what nobody knows, its own fault', 500, { code: 999_999, message: 'Oops' }, 'retry'],
  ['what nobody knows, ours', 400, { code: 999_999, message: 'Oops' }, 'drop'],
])('a message refused for %s is met by its code', async (_, status, error, kind) => {
  const { whatsapp } = await openMeta(refused(status, error))
  expect(await whatsapp.send(credentials, message)).toMatchObject({ kind: 'refused', action: { kind } })
})

test('a limit of calls is waited for as long as Meta says', async () => {
  const usage = { '100': [{ type: 'messages', estimated_time_to_regain_access: 17 }] }
  const headers = { 'x-business-use-case-usage': JSON.stringify(usage) }
  const { whatsapp } = await openMeta(refused(400, { code: 80007, message: 'Too many calls' }, headers))
  expect(await whatsapp.send(credentials, message)).toMatchObject({ kind: 'refused', limitedMinutes: 17 })
})

test.each<[string, (response: ServerResponse) => void]>([
  ['breaks off', (response) => response.destroy()],
  ['is a page of HTML', (response) => response.writeHead(502).end('<html>Bad gateway</html>')],
  ['is empty', (response) => response.writeHead(500).end()],
  ['names no message', (response) => json(200, { messages: [] })(response)],
])('a message whose answer %s is unknown, and was handed over once', async (_, answer) => {
  const { whatsapp, asked } = await openMeta(answer)
  expect(await whatsapp.send(credentials, message)).toMatchObject({ kind: 'unknown' })
  expect(asked).toHaveLength(1)
})

test('a message that nobody was there to take was not sent, and may be tried again', async () => {
  const whatsapp = createWhatsApp('http://127.0.0.1:9/v25.0')
  onTestFinished(() => whatsapp.close())
  expect(await whatsapp.send(credentials, message)).toMatchObject({
    kind: 'refused',
    code: undefined,
    action: { kind: 'retry' },
  })
})
