import { describe, expect, test } from 'vitest'
import { type Language, languages, type TemplateText } from '../../server/domain/template.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'
import { words } from '../../server/whatsapp/catalogue/words.ts'

const templates = Object.entries(catalogue).map(([key, template]) => ({ key, template }))
const texts = templates.flatMap(({ key, template }) =>
  languages.map((language) => ({ key, language, text: template.texts[language] })),
)

const variable = /\{\{(\w+)\}\}/gu
const variablesOf = (body: string) => [...body.matchAll(variable)].map((match) => match[1]!)
const withoutVariables = (body: string) => body.replace(variable, ' ')
const wordsOf = (text: string) => text.match(/[\p{L}\p{M}\p{N}’-]+/gu) ?? []
const labelsOf = (text: TemplateText) => text.buttons.map((button) => button.label)
const everythingSaid = (text: TemplateText) =>
  [text.header, withoutVariables(text.body), ...labelsOf(text)].join(' ')

function labelOf(text: TemplateText, answer: string): string {
  return text.buttons.find((button) => button.kind === 'reply' && button.answer === answer)!.label
}

describe('every template', () => {
  test.each(templates)('$key has a name Meta takes', ({ key, template }) => {
    expect(template.name).toBe(`paynudge_${key}`)
    expect(template.name).toMatch(/^[a-z0-9_]{1,512}$/)
  })

  test('no two templates share a name', () => {
    expect(new Set(templates.map(({ template }) => template.name)).size).toBe(templates.length)
  })

  test('no two texts share a body, since Meta refuses a copy', () => {
    expect(new Set(texts.map(({ text }) => text.body)).size).toBe(texts.length)
  })

  test.each(templates)('$key uses the same variables and buttons in every language', ({ template }) => {
    const kinds = (text: TemplateText) => text.buttons.map(({ label, ...kind }) => kind)
    for (const text of Object.values(template.texts)) {
      expect(variablesOf(text.body).toSorted()).toEqual(variablesOf(template.texts.en_US.body).toSorted())
      expect(kinds(text)).toEqual(kinds(template.texts.en_US))
    }
  })
})

describe('every text keeps the rules of Meta', () => {
  test.each(texts)('$key in $language has a header of one line of at most 60 characters', ({ text }) => {
    expect(text.header.length).toBeGreaterThan(0)
    expect(text.header.length).toBeLessThanOrEqual(60)
    expect(text.header).not.toMatch(/[\n*_~{}]|\p{Extended_Pictographic}/u)
  })

  test.each(texts)('$key in $language has a body of at most 1024 characters', ({ text }) => {
    expect(text.body.length).toBeLessThanOrEqual(1024)
    expect(text.body).not.toMatch(/\n{3,}|\t| {2,}/)
  })

  test.each(texts)('$key in $language has no variable at the start or end of its body', ({ text }) => {
    const [start, end] = [text.body.split('{{')[0]!, text.body.split('}}').at(-1)!]
    expect(wordsOf(start).length).toBeGreaterThan(0)
    expect(wordsOf(end).length).toBeGreaterThan(0)
  })

  test.each(texts)('$key in $language has a word between any two variables', ({ text }) => {
    const between = text.body.split(variable).filter((_, index) => index % 2 === 0)
    for (const part of between) expect(wordsOf(part), text.body).not.toEqual([])
  })

  test.each(texts)('$key in $language repeats no variable and leaves no broken braces', ({ text }) => {
    const variables = variablesOf(text.body)
    expect(new Set(variables).size).toBe(variables.length)
    expect(withoutVariables(text.body)).not.toMatch(/[{}]/)
  })

  test.each(texts)('$key in $language has three fixed words for each variable', ({ text }) => {
    const fixed = wordsOf(withoutVariables(text.body)).length
    expect(fixed).toBeGreaterThanOrEqual(3 * variablesOf(text.body).length)
  })

  test.each(texts)('$key in $language gives the review an example for exactly its variables', ({ text }) => {
    expect(Object.keys(text.examples).toSorted()).toEqual(variablesOf(text.body).toSorted())
    for (const example of Object.values(text.examples)) expect(example).toMatch(/^\S(.{0,58}\S)?$/u)
  })

  test.each(texts)('$key in $language has distinct button labels of at most 20 characters', ({ text }) => {
    expect(new Set(labelsOf(text)).size).toBe(text.buttons.length)
    for (const label of labelsOf(text)) expect(label).toMatch(/^[\p{L}\p{M}’ ]{1,20}$/u)
  })

  test.each(texts)('$key in $language offers to pay, to ask for help and to stop', ({ text }) => {
    const offers = text.buttons.map((button) => (button.kind === 'link' ? 'link' : button.answer))
    expect(offers).toEqual(['link', 'help', 'stop'])
  })

  test.each(texts)('$key in $language shouts nowhere', ({ text }) => {
    expect(everythingSaid(text)).not.toMatch(/\p{Lu}{2,}|!/u)
  })
})

const promotion: Readonly<Record<Language, RegExp>> = {
  en_US: /renew|upgrade|\bsav(e|ing)|discount|miss out|don.t miss|only today|\boffer|\bdeal\b|\bfree\b/iu,
  de: /verlänger|upgrade|\bspar(e|en|st)\b|rabatt|verpass|nur heute|angebot|gratis|kostenlos/iu,
  es: /renov|renuev|mejora|ahorr|descuento|pierdas|solo hoy|oferta|gratis/iu,
  pt_BR: /renov|upgrade|economiz|descont|perca|só hoje|oferta|grátis/iu,
  fr: /renouvel|économis|réduction|remise|manquez|seulement aujourd|\boffre|gratuit/iu,
  it: /rinnov|upgrade|risparmi|sconto|sconti|perdere|solo oggi|offerta|gratis/iu,
  nl: /verleng|upgrade|bespaar|korting|mis het|alleen vandaag|aanbieding|gratis/iu,
  hi: /नवीनीकरण|रिन्यू|अपग्रेड|बचत|छूट|चूकें|सिर्फ आज|ऑफ़र|ऑफर|मुफ़्त|मुफ्त/u,
  id: /perpanjang|upgrade|hemat|diskon|lewatkan|hanya hari ini|penawaran|promo|gratis/iu,
}

const pressure: Readonly<Record<Language, RegExp>> = {
  en_US: /urgent|immediately|hurry|final notice|legal|debt|collection|consequence|overdue|you failed|must/iu,
  de: /dringend|sofort|umgehend|mahnung|rechtlich|schulden|inkasso|folgen|überfällig|musst|frist/iu,
  es: /urgente|inmediat|legal|deuda|cobranza|consecuencia|vencid|debes|plazo/iu,
  pt_BR: /urgente|imediat|legal|jurídic|dívida|cobrança|consequência|atrasad|vencid|deve\b|prazo/iu,
  fr: /urgent|immédiat|juridique|légal|dette|recouvrement|conséquence|impayé|retard|devez|délai/iu,
  it: /urgente|immediat|legal|debito|recupero|conseguenz|scadut|ritardo|devi\b/iu,
  nl: /dringend|onmiddellijk|meteen|aanmaning|juridisch|schuld|incasso|gevolg|te laat|moet\b/iu,
  hi: /तुरंत|तत्काल|कानूनी|क़ानूनी|कर्ज|वसूली|परिणाम|बकाया|अंतिम चेतावनी/u,
  id: /segera|mendesak|hukum|utang|penagihan|akibat|tunggakan|terlambat|harus/iu,
}

describe('every text stays a utility message and a polite one', () => {
  test.each(texts)('$key in $language promotes nothing', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(promotion[language])
  })

  test.each(texts)('$key in $language presses and shames nobody', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(pressure[language])
  })

  test.each(languages)('the last note in %s names the help button by its label', (language) => {
    const text = catalogue.payment_failed_last!.texts[language]
    expect(text.body).toContain(labelOf(text, 'help'))
  })
})

describe('the stand-in words', () => {
  test.each(languages)('are complete in %s', (language) => {
    expect(words[language].friend).toMatch(/^\S(.*\S)?$/u)
    expect(words[language].invoice).toMatch(/^\S.*\{number\}$/u)
    expect(words[language].yourInvoice).toMatch(/^[\p{L}\p{M} ]+$/u)
  })

  test.each(texts)('name the invoice of $key in $language as its example does', ({ language, text }) => {
    expect(text.examples.reference).toBe(words[language].invoice.replace('{number}', 'INV-0042'))
  })

  const sentences: readonly (readonly [Language, string, string, string])[] = [
    ['en_US', 'Hi there,', 'for invoice INV-0042 ', 'for your invoice '],
    ['de', 'Hallo und guten Tag,', 'für Rechnung INV-0042 ', 'für deine Rechnung '],
    ['es', 'Hola y saludos,', 'por la factura INV-0042 ', 'por tu factura '],
    ['pt_BR', 'Olá cliente,', 'referente a fatura INV-0042 ', 'referente a sua fatura '],
    ['fr', 'Bonjour à vous,', 'pour la facture INV-0042 ', 'pour votre facture '],
    ['it', 'Ciao a te,', 'per la fattura INV-0042 ', 'per la tua fattura '],
    ['nl', 'Hoi daar,', 'voor factuur INV-0042 ', 'voor je factuur '],
    ['hi', 'नमस्ते जी,', 'इनवॉइस INV-0042 के लिए ', 'आपके इनवॉइस के लिए '],
    ['id', 'Halo Bapak/Ibu,', 'untuk tagihan INV-0042 ', 'untuk tagihan Anda '],
  ]

  test.each(sentences)('fit the sentences in %s', (language, greeting, numbered, unnumbered) => {
    const { friend, invoice, yourInvoice } = words[language]
    for (const { template } of templates) {
      const greeted = template.texts[language].body.replace('{{first_name}}', friend)
      expect(greeted.startsWith(greeting)).toBe(true)
      expect(greeted.replace('{{reference}}', invoice.replace('{number}', 'INV-0042'))).toContain(numbered)
      expect(greeted.replace('{{reference}}', yourInvoice)).toContain(unnumbered)
    }
  })
})
