import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contact } from '../../server/domain/enrollment.ts'
import { languages } from '../../server/domain/template.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'
import { valuesFor, type Wording } from '../../server/whatsapp/compose.ts'
import { createTemplate, templateMessage } from '../../server/whatsapp/templates.ts'
import { fittingValues, headerMeasure, plainValue, shortBodyMeasure } from '../../server/whatsapp/values.ts'
import { type Bookshop, credentials, lucia, startBookshop } from '../simulator/whatsapp-rehearsal.ts'

const texts = Object.values(catalogue).flatMap((template) =>
  languages.map((language) => ({ template, language })),
)
const day = Temporal.Instant.from('2026-09-30T23:59:59Z')

type Odd = { readonly name: string; readonly wording: Omit<Wording, 'language'> }

function odd(
  name: string,
  text: string | undefined,
  due: Wording['facts']['due'],
  more: Partial<Wording['facts']> = {},
): Odd {
  const contact: Contact = {
    customerId: 'cus_1',
    name: text,
    phones: [],
    country: 'ES',
  } as unknown as Contact
  const account = { name: text ?? 'A', country: 'ES', language: 'es' } as Wording['account']
  const facts = { due, number: text, day, card: text, about: 'plan', items: text, ...more } as const
  return { name, wording: { account, contact, facts, timeZone: 'Pacific/Apia' } }
}

const money = { amount: 4_900, currency: 'eur' }
const oddities: readonly Odd[] = [
  odd('very long ones', 'Wolfeschlegelsteinhausenbergerdorff-'.repeat(40), money),
  odd('one letter', 'X', { amount: 1, currency: 'jpy' }),
  odd('nothing', undefined, { amount: 0, currency: 'usd' }),
  odd('blanks, line breaks and tabs', ' \n\t  a \r\n\r\n b\u2028c       d ', money),
  odd('emojis of many parts', '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(200), { amount: 123_456_789_012_345, currency: 'kwd' }),
  odd('Arabic from the right', 'مُحَمَّد\u200f بن '.repeat(60), { amount: 99_999_999_999, currency: 'idr' }),
  odd('Hindi with its signs', 'श्रीनिवासन'.repeat(120), { amount: 150_000_000, currency: 'inr' }),
  odd(
    'what looks like variables, links and formatting',
    '{{amount}} {{1}} *b* _i_ ~s~ `c` https://x.example/?a=1&b=2 $& $1',
    money,
  ),
  odd('half a character', `${'a'.repeat(249)}\ud83d`, { amount: -5, currency: 'clp' }),
]

describe('every catalogue text in every language', () => {
  let shop: Bookshop
  beforeAll(async () => {
    shop = await startBookshop({ reviews: 'at-once' })
  })
  afterAll(() => shop.close())

  test('passes the stand-in’s checks and is sent with the longest and oddest real values', async () => {
    const linkBase = 'https://pay.example.com'
    for (const [index, { template, language }] of texts.entries()) {
      // Meta takes a hundred in an hour.
      if (index % 100 === 0) await shop.clock.moveTo(shop.clock.now().add({ minutes: 61 }))
      const pushed = await createTemplate(shop.client, credentials, { template, language, linkBase })
      expect(pushed, `${template.name} ${language}`).toMatchObject({ kind: 'in-review', status: 'APPROVED' })
    }
    expect(shop.whatsapp.templates()).toHaveLength(Object.keys(catalogue).length * languages.length)

    for (const { template, language } of texts) {
      const text = template.texts[language]
      for (const { name, wording } of oddities) {
        // Meta takes one message in six seconds to one person.
        await shop.clock.moveTo(shop.clock.now().add({ milliseconds: 6_000 }))
        const values = valuesFor(text, { ...wording, language })
        const { buttons } = text
        const filling = {
          to: lucia,
          name: template.name,
          language,
          values,
          buttons,
          token: 'q7Xw2Lk9abcdefghijklmn',
        }
        const message = templateMessage({ ...filling, nudgeId: 'n'.repeat(36), sendId: 's'.repeat(36) })
        const sent = await shop.client.send(credentials, message)
        expect(sent, `${template.name} ${language} with ${name}`).toMatchObject({ kind: 'accepted' })
      }
    }
  }, 300_000)
})

describe('values', () => {
  test('that are too long together are cut where they are longest, and no sign in its middle', () => {
    const body = `Hi {{a}}, this is ${'x'.repeat(700)} for {{b}} and {{c}}.`
    const { a, b, c } = fittingValues(body, { a: 'Maya', b: '👩‍👩‍👧‍👦'.repeat(30), c: 'y'.repeat(240) })
    expect(a).toBe('Maya')
    expect(`${body.replace(/\{\{\w\}\}/g, '')}${a}${b}${c}`.length).toBeLessThanOrEqual(1024)
    expect(b).toMatch(/^(👩‍👩‍👧‍👦)+…?$/u)
    expect(c!.endsWith('…')).toBe(true)
  })

  test.each([
    ['short', shortBodyMeasure],
    ['above the words', headerMeasure],
  ])('are cut more in a text that is to be %s', (_, measure) => {
    const text = `About {{a}}, of ${'x'.repeat(30)}.`
    const { a = '' } = fittingValues(text, { a: '👩‍👩‍👧‍👦'.repeat(90) }, measure)
    expect(text.replace('{{a}}', a).length).toBeLessThanOrEqual(measure.most)
    expect(a).toMatch(/^(👩‍👩‍👧‍👦)*…$/u)
  })

  test('are left alone where they fit', () => {
    expect(fittingValues('Hi {{a}}, bye.', { a: 'Maya' })).toEqual({ a: 'Maya' })
    expect(plainValue('a'.repeat(250))).toBe('a'.repeat(250))
  })
})
