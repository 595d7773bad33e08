import { describe, expect, test } from 'vitest'
import { type Language, languages } from '../../server/domain/template.ts'
import { readKeyword, startWords, stopWords } from '../../server/replies/keywords.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'

const keywords = [
  ...stopWords.map((word) => ({ word, meaning: 'stop' as const })),
  ...startWords.map((word) => ({ word, meaning: 'start' as const })),
]

describe('a keyword alone is understood', () => {
  test.each([
    ['as it stands', (word: string) => word],
    ['in upper case', (word: string) => word.toUpperCase()],
    ['with an exclamation mark behind it', (word: string) => `${word}!`],
    ['with a full stop behind it', (word: string) => `${word}.`],
    ['in plain letters instead of accented ones', withoutAccents],
  ])('every word %s', (_, write) => {
    const misread = keywords.filter(({ word, meaning }) => readKeyword(write(word)) !== meaning)
    expect(misread).toEqual([])
  })

  test.each([
    ['spaces and line breaks around it', '  \n Stop \n'],
    ['quotes around it', '“STOP”'],
    ['a spacing accent behind it', 'stop´'],
    ['formatting of WhatsApp around it', '*STOP*'],
    ['emoji around it', '🛑 Stop ✋🏽❤️'],
    ['an emoji of several parts behind it', 'stop 🤦🏽‍♀️'],
    ['repeated spaces inside', 'stop    messages'],
    ['a no-break space inside', 'stop\u00a0messages'],
    ['a hyphen inside', 'Opt-out'],
    ['an apostrophe inside', 'Don’t message me'],
    ['full-width letters', 'ＳＴＯＰ'],
    ['decomposed accents', 'ARRE\u0302T'],
    ['a direction mark before it', '\u200estop'],
    ['a question mark, because in doubt nothing is sent', 'Stop?'],
  ])('with %s it still stops', (_, text) => {
    expect(readKeyword(text)).toBe('stop')
  })
})

describe('anything more than a keyword is not one', () => {
  test.each([
    ['in the middle of a sentence', (word: string) => `Yesterday I wrote ${word} to somebody else`],
    ['at the start of a sentence', (word: string) => `${word} was what I wrote yesterday`],
    ['at the end of a sentence', (word: string) => `Yesterday I wrote: ${word}.`],
  ])('no word counts %s', (_, write) => {
    const misread = keywords.filter(({ word }) => readKeyword(write(word)) !== undefined)
    expect(misread).toEqual([])
  })

  test.each([
    ['a sentence about stopping', 'Please do not stop my subscription'],
    ['a plea to go on', 'Don’t stop'],
    ['a change of mind', 'stop. no, start'],
    ['a wish to cancel the contract', 'Cancel my subscription'],
    ['a German notice to end the contract', 'kündigen'],
    ['an English yes', 'Yes'],
    ['an okay', 'OK'],
    ['an English "fine", although it ends things in Italian', 'Fine'],
    ['a German yes', 'ja'],
    ['a Spanish yes', 'sí'],
    ['a Hindi "wait"', 'रुको'],
    ['a question about starting', 'Start?'],
    ['a payment', 'paid'],
    ['a part of a word', 'stopover'],
    ['an emoji', '👍'],
    ['nothing', '   '],
  ])('%s is not a keyword', (_, text) => {
    expect(readKeyword(text)).toBeUndefined()
  })
})

describe('the lists', () => {
  test('no word means both', () => {
    expect(stopWords.filter((word) => startWords.includes(word))).toEqual([])
  })

  test('no word stands twice', () => {
    expect(new Set(keywords.map(({ word }) => word)).size).toBe(keywords.length)
  })

  test('every word is in lower case and has no punctuation', () => {
    const tidy = /^[\p{L}\p{M}]+( [\p{L}\p{M}]+)*$/u
    expect(keywords.filter(({ word }) => !tidy.test(word) || word !== word.toLowerCase())).toEqual([])
  })

  const customary: readonly (readonly [Language, readonly string[], readonly string[]])[] = [
    ['en_US', ['STOP', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'STOP ALL'], ['START', 'UNSTOP', 'RESUME']],
    ['de', ['STOPP', 'ABMELDEN', 'AUFHÖREN', 'AUFHOEREN'], ['STARTEN']],
    ['es', ['BAJA', 'PARAR', 'NO MÁS MENSAJES', 'NO MAS MENSAJES'], ['ALTA']],
    ['pt_BR', ['PARAR', 'SAIR', 'NÃO QUERO MENSAGENS', 'NAO QUERO MENSAGENS'], ['COMEÇAR', 'COMECAR']],
    ['fr', ['ARRÊT', 'ARRET', 'DÉSABONNER', 'DESABONNER'], ['DÉMARRER', 'DEMARRER']],
    ['it', ['FERMA', 'BASTA', 'DISISCRIVIMI'], ['INIZIA']],
    ['nl', ['AFMELDEN', 'UITSCHRIJVEN'], ['HERVATTEN']],
    ['hi', ['बंद', 'बंद करो', 'BAND KARO'], ['शुरू', 'SHURU KARO']],
    ['id', ['BERHENTI', 'UNREG'], ['MULAI']],
  ]

  test('the customary words are checked for every language', () => {
    expect(customary.map(([language]) => language)).toEqual([...languages])
  })

  test.each(customary)('a shopper who writes %s is understood', (_, stop, start) => {
    expect(stop.map(readKeyword)).toEqual(stop.map(() => 'stop'))
    expect(start.map(readKeyword)).toEqual(start.map(() => 'start'))
  })

  test.each(languages)('the label of the stop button, typed by hand, stops in %s', (language) => {
    for (const template of Object.values(catalogue))
      for (const button of template.texts[language].buttons)
        if (button.kind === 'reply' && button.answer === 'stop')
          expect(readKeyword(button.label)).toBe('stop')
  })
})

/** Latin letters lose their accents; Hindi keeps its vowel signs, which are no accents. */
function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/[\u0300-\u036f]/gu, '')
}
