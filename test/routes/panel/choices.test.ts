import { describe, expect, test } from 'vitest'
import { saveOwnText } from '../../../server/store/own-texts.ts'
import type { World } from '../../../simulator/world.ts'
import { linkOf, mayaFails, onlyMessage, shopWithMaya } from '../../journeys/stage.ts'
import { ask, viewer } from './ask.ts'

const flow = 'failed-payment'

/** The merchant adopted a text of their own, written in Spanish only. */
async function withOwnText(world: World) {
  const { db } = world.house.tools
  const wording = {
    format: 'NAMED',
    header: { kind: 'text', text: 'Hola {{who}}' },
    body: 'Soy {{shop}}: quedan {{sum}} por pagar.',
    buttons: ['link'],
  } as const
  const text = {
    name: 'harbor_reminder',
    category: 'utility',
    wordings: { es: wording },
    variables: { who: 'first_name', shop: 'business_name', sum: 'amount' },
    imageUrl: undefined,
    code: undefined,
  } as const
  await saveOwnText(db, world.merchant, text, world.clock.now())
}

describe('the choices of an account', () => {
  test('hold together: who answers, where help is, how long words are kept, and in which language', async () => {
    const world = await shopWithMaya()
    const change = {
      staffed: true,
      supportContact: 'help@harbor.example',
      keepWordsDays: 7,
      autoCollection: true,
    } as const
    expect((await ask(world, '/panel/settings/choose', change)).said.holds).toMatchObject(change)
    const { said } = await ask(world, '/panel/account/choose', { language: 'de' })
    expect(said).toMatchObject({ language: 'de', holds: change, usual: { staffed: false } })
    expect(said.languages).toContain('de')
  })

  test('that are wrong are told by the field they are about, all at once', async () => {
    const world = await shopWithMaya()
    const wrong = { perDay: 9, keepWordsDays: 9_999, supportContact: 'x' }
    const { status, said } = await ask(world, '/panel/settings/choose', wrong)
    expect(status).toBe(422)
    expect(Object.keys(said.fields ?? {}).toSorted()).toEqual([
      'keepWordsDays',
      'perDay',
      'perWeek',
      'supportContact',
    ])
    expect(said.fields?.keepWordsDays).toContain('from 0 to 730')
    expect((await ask(world, '/panel/settings', {})).said.holds.caps.perDay).toBe(1)
  })

  test('of a language there are no texts in are refused', async () => {
    const world = await shopWithMaya()
    const { status, said } = await ask(world, '/panel/account/choose', { language: 'tlh' })
    expect([status, said.error]).toEqual([422, expect.stringContaining('There are texts in')])
  })
})

describe('where alarms go', () => {
  test('is chosen in the panel, and the secret of a webhook is told once', async () => {
    const world = await shopWithMaya()
    const webhook = 'https://example.com/services/T000/secret'
    const chosen = await ask(world, '/panel/alarm-ways/choose', { webhook })
    expect(chosen.said).toMatchObject({ webhook, newSecret: expect.stringMatching(/^whsec_/) })
    expect((await ask(world, '/panel/alarm-ways', {})).said).toMatchObject({ webhook, newSecret: null })
    const { db } = world.house.tools
    const kept = await db.selectFrom('panel_write').select('answer').execute()
    expect(JSON.stringify(kept)).not.toContain('whsec_')
  })

  test('shows who may only look the place, and not the way to write there', async () => {
    const world = await shopWithMaya()
    await ask(world, '/panel/alarm-ways/choose', { webhook: 'https://example.com/services/T000/secret' })
    const seen = await ask(world, '/panel/alarm-ways', {}, { claims: { stripe_roles: [viewer] } })
    expect(seen.said.webhook).toBe('https://example.com')
  })

  test('is refused at its field where nobody could read it safely, or no mail can be sent', async () => {
    const world = await shopWithMaya()
    const ways = { webhook: 'http://example.com/alarms', email: 'ana@example.com' }
    const { status, said } = await ask(world, '/panel/alarm-ways/choose', ways)
    expect([status, Object.keys(said.fields ?? {})]).toEqual([422, ['webhook', 'email']])
  })
})

test.each([
  'http://127.0.0.1:9100/',
  'https://localhost/',
  'https://[::1]/',
  'https://2130706433/',
  'https://169.254.169.254/latest',
  'https://10.0.0.5/',
  'https://redis:6379/',
  'https://metadata.google.internal/',
  'https://printer.local/',
])(
  'an alarm is not sent to %s for somebody in the panel: the server would ask its own network',
  async (webhook) => {
    const world = await shopWithMaya()
    const { status, said } = await ask(world, '/panel/alarm-ways/choose', { webhook })
    expect([status, said.fields?.webhook]).toEqual([422, expect.stringContaining('public name')])
  },
)

describe('the choices of a flow', () => {
  test('take a text for a step, a second one for every other customer, and a language to fall back to', async () => {
    const world = await shopWithMaya()
    const change = {
      templates: [{ step: 2, text: 'payment_failed_last' }],
      otherTemplates: [{ step: 2, text: 'payment_failed' }],
      fallbackLanguage: 'en_US',
      windowDays: 20,
      perSubject: 2,
      everyone: true,
    }
    const { said } = await ask(world, '/panel/flows/choose', { flow, change })
    expect(said.flows.find(({ key }) => key === flow)?.holds).toMatchObject({
      templates: ['payment_failed', 'payment_failed_last', null],
      otherTemplates: [null, 'payment_failed', null],
      fallbackLanguage: 'en_US',
      windowDays: 20,
      perSubject: 2,
      everyone: true,
    })
  })

  test('that are wrong are told by their field', async () => {
    const world = await shopWithMaya()
    const change = { windowDays: 400, templates: [{ step: 1, text: 'win_back' }] }
    const { status, said } = await ask(world, '/panel/flows/choose', { flow, change })
    expect([status, Object.keys(said.fields ?? {}).toSorted()]).toEqual([422, ['templates', 'windowDays']])
  })

  test('offer every text that fits the flow, shown in the language that is asked for', async () => {
    const world = await shopWithMaya()
    await withOwnText(world)
    const { said } = await ask(world, '/panel/flows', { language: 'de' })
    const offers = said.flows.find(({ key }) => key === flow)?.offers
    expect(offers).toContain('own:harbor_reminder')
    expect(offers).not.toContain('win_back')
    const shownAs = (key: string) => said.texts.find((text) => text.key === key)?.preview
    expect(shownAs('payment_failed')?.body).toContain('Harbor Coffee')
    expect(shownAs('payment_failed')?.buttons.length).toBeGreaterThan(0)
    expect(shownAs('own:harbor_reminder')).toBeNull()
    const inSpanish = (await ask(world, '/panel/flows', { language: 'es' })).said.texts
    expect(inSpanish.find(({ key }) => key === 'own:harbor_reminder')?.preview).toEqual({
      header: 'Hola Lucía',
      body: 'Soy Harbor Coffee: quedan 49,00 € por pagar.',
      buttons: [],
    })
  })

  test('of a text hold for the next enrollment: its message carries it', async () => {
    const world = await shopWithMaya()
    const change = { templates: [{ step: 1, text: 'payment_failed_last' }] }
    await ask(world, '/panel/flows/choose', { flow, change })
    await mayaFails(world)
    expect(onlyMessage(world).template).toBe('paynudge_payment_failed_last')
    expect(linkOf(onlyMessage(world))).toContain('/r/')
  })
})
