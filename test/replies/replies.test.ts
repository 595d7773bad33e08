import { describe, expect, test } from 'vitest'
import { languages } from '../../server/domain/template.ts'
import { replies, understand } from '../../server/replies/index.ts'
import { readDay } from '../../server/replies/named-days.ts'
import { answerTexts } from '../../server/whatsapp/answer-texts/index.ts'

const said = (text: string, payload?: string) => ({ text, payload })
const meaningOf = (text: string) => understand(said(text))?.key

test.each([
  ['Pay now', 'pay'],
  ['Wie kann ich zahlen?', 'pay'],
  ['¿Cómo puedo pagar?', 'pay'],
  ['quero pagar', 'pay'],
  ['Payer', 'pay'],
  ['come posso pagare', 'pay'],
  ['Ik wil betalen!', 'pay'],
  ['भुगतान', 'pay'],
  ['mau bayar', 'pay'],
  ['Rechnung bitte', 'invoice'],
  ['recu', 'invoice'],
  ['mis facturas', 'statement'],
  ['How much do I owe?', 'balance'],
  ['solde', 'balance'],
  ['कितना देना है', 'balance'],
  ['wofuer', undefined],
  ['Wofür?', 'details'],
  ['hulp', 'person'],
  ['मदद', 'person'],
  ['später', 'later'],
  ['spater', 'later'],
  ['nanti saja', 'later'],
  ['autopay', 'auto'],
  ['kündigen', undefined],
  ['I already paid the invoice yesterday', undefined],
  ['', undefined],
])('"%s" is understood as %s', (text, key) => {
  expect(meaningOf(text)).toBe(key)
})

test.each([
  ['stop:n1', 'stop'],
  ['help:n1', 'person'],
  ['pay:n1', 'pay'],
  ['invoice:n1', 'invoice'],
  ['balance:n1', 'balance'],
  ['details:n1', 'details'],
  ['auto:n1', 'auto'],
  ['statement:n1', 'statement'],
  ['later:n1', 'later'],
])('a button of %s is understood whatever its label says', (payload, key) => {
  expect(understand(said('...', payload))?.key).toBe(key)
})

test('what was chosen of the days is the day', () => {
  expect(understand(said('In 3 days', 'later:n1:3'))?.want).toEqual({
    kind: 'later',
    day: { kind: 'in-days', days: 3 },
  })
})

test('no wording means two things', () => {
  const everything = languages.flatMap((language) => Object.values(answerTexts[language]))
  const words = everything.flatMap((text) => text.match(/\p{Lu}{3,}(?: \p{Lu}{3,})?/gu) ?? [])
  const doubles = [...new Set(words)].filter(
    (word) => replies.filter(({ wants }) => wants(said(word)) !== undefined).length > 1,
  )
  expect(doubles).toEqual([])
})

describe.each(languages)('the answers in %s', (language) => {
  const texts = answerTexts[language]

  test('name only words that are understood', () => {
    const named = [texts.contact, texts.noContact, texts.stopped, texts.started, texts.laterKept]
    const words = named.flatMap((text) => text.match(/\p{Lu}{3,}(?: \p{Lu}{3,})*/gu) ?? [])
    expect(words.length).toBeGreaterThan(3)
    expect(words.filter((word) => meaningOf(word) === undefined)).toEqual([])
  })

  test('name the same values as the English ones', () => {
    const placesIn = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()
    for (const [key, text] of Object.entries(answerTexts.en_US))
      expect([key, new Set(placesIn(texts[key as keyof typeof texts]))]).toEqual([
        key,
        new Set(placesIn(text)),
      ])
  })

  test('have labels that Meta takes', () => {
    const { payLabel, autoLabel, laterLabel } = texts
    expect([payLabel, autoLabel, laterLabel].filter((label) => [...label].length > 20)).toEqual([])
    const rows = [texts.laterTomorrow, texts.laterThreeDays, texts.laterWeek, texts.laterTwoWeeks]
    expect(rows.filter((row) => [...row].length > 24)).toEqual([])
  })

  test('call their days so that they are understood when typed', () => {
    const rows = [texts.laterTomorrow, texts.laterThreeDays, texts.laterWeek, texts.laterTwoWeeks]
    expect(rows.map(readDay)).toEqual([1, 3, 7, 14].map((days) => ({ kind: 'in-days', days })))
  })
})

const slashed = (one: number, two: number) => [
  { day: one, month: two },
  { day: two, month: one },
]

test.each([
  ['tomorrow', { kind: 'in-days', days: 1 }],
  ['I will pay on Friday', { kind: 'weekday', weekday: 5 }],
  ["I'll pay next Monday, thanks", { kind: 'weekday', weekday: 1 }],
  ['übermorgen', { kind: 'in-days', days: 2 }],
  ['Ich zahle nächste Woche', { kind: 'in-days', days: 7 }],
  ['en 5 dias', { kind: 'in-days', days: 5 }],
  ['na sexta-feira', { kind: 'weekday', weekday: 5 }],
  ['je paie lundi prochain', { kind: 'weekday', weekday: 1 }],
  ['pagherò venerdi', { kind: 'weekday', weekday: 5 }],
  ['over 2 weken', { kind: 'in-days', days: 14 }],
  ['सोमवार को', { kind: 'weekday', weekday: 1 }],
  ['3 hari lagi', { kind: 'in-days', days: 3 }],
  ['10 days', { kind: 'in-days', days: 10 }],
  ['I will pay on 5 December', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['Dec 5th', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['on the 5th please', { kind: 'date', readings: [{ day: 5 }] }],
  ['I pay on 5/12', { kind: 'date', readings: slashed(5, 12) }],
  ['Ich zahle am 5.12.2026', { kind: 'date', readings: slashed(5, 12) }],
  ['am 5. Dezember', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['Bis zum 5.', { kind: 'date', readings: [{ day: 5 }] }],
  ['pago el 5 de diciembre', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['vou pagar no dia 5', { kind: 'date', readings: [{ day: 5 }] }],
  ['je paierai le 1er décembre', { kind: 'date', readings: [{ day: 1, month: 12 }] }],
  ['pagherò il 5', { kind: 'date', readings: [{ day: 5 }] }],
  ['ik betaal op 5 december', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['5 दिसंबर को', { kind: 'date', readings: [{ day: 5, month: 12 }] }],
  ['saya bayar tanggal 5', { kind: 'date', readings: [{ day: 5 }] }],
])('"%s" names a day', (text, day) => {
  expect(readDay(text)).toEqual(day)
})

test.each([
  'Are you open on Friday?',
  'On Friday I talked to your colleague about this',
  'monday or tuesday',
  'Is tomorrow ok?',
  'I pay 5',
  '5 12',
  'pay 20 euros',
  'On 5 December I paid already',
])('"%s" is no promise', (text) => {
  expect(readDay(text)).toBeUndefined()
})

test('a text made to be costly to read is not read: it is somebody’s own words', () => {
  const marks = '\u0301'.repeat(50_000) + '\u0323'.repeat(50_000)
  expect(meaningOf(`a${marks}`)).toBeUndefined()
  expect(meaningOf(`stop ${' '.repeat(50_000)}`)).toBeUndefined()
})
