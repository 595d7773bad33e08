import { describe, expect, test } from 'vitest'
import { type Language, languages, type TemplateText } from '../../server/domain/template.ts'
import { catalogue } from '../../server/whatsapp/catalogue/index.ts'
import { words } from '../../server/whatsapp/catalogue/words.ts'
import { brokenRules } from '../../server/whatsapp/template-rules.ts'
import { templateMessage } from '../../server/whatsapp/templates.ts'

const templates = Object.entries(catalogue).map(([key, template]) => ({ key, template }))
const texts = templates.flatMap(({ key, template }) =>
  languages.map((language) => ({ key, language, text: template.texts[language] })),
)
const utility = texts.filter(({ key }) => catalogue[key]!.category === 'utility')

const variable = /\{\{(\w+)\}\}/gu
const variablesOf = (body: string) => [...body.matchAll(variable)].map((match) => match[1]!)
const withoutVariables = (body: string) => body.replace(variable, ' ')
const labelsOf = (text: TemplateText) => text.buttons.map((button) => button.label)
const offersOf = (text: TemplateText) =>
  text.buttons.map((button) => (button.kind === 'link' ? 'link' : button.answer))
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
  test.each(texts)('$key in $language breaks none of them', ({ text }) => {
    expect(brokenRules(text)).toEqual([])
  })

  test.each(texts)('$key in $language is set in plain lines', ({ text }) => {
    expect(text.body).not.toMatch(/\n{3,}|\t| {2,}/)
    for (const example of Object.values(text.examples)) expect(example).toMatch(/^\S(.{0,58}\S)?$/u)
    for (const label of labelsOf(text)) expect(label).toMatch(/^[\p{L}\p{M}’ ]+$/u)
  })

  test.each(texts)('$key in $language leads to a page, and can be stopped', ({ text }) => {
    expect(offersOf(text)[0]).toBe('link')
    expect(offersOf(text).at(-1)).toBe('stop')
  })

  test.each(utility)('$key in $language, a utility text, offers help as well', ({ text }) => {
    expect(offersOf(text)).toEqual(['link', 'help', 'stop'])
  })

  test.each(languages)(
    'every text in %s is stopped by the same words, since they stop the same',
    (language) => {
      const labels = templates.map(({ template }) => labelOf(template.texts[language], 'stop'))
      expect(new Set(labels).size).toBe(1)
    },
  )

  test.each(texts)('$key in $language shouts nowhere', ({ text }) => {
    expect(everythingSaid(text)).not.toMatch(/\p{Lu}{2,}|!/u)
  })

  test.each(texts)('$key in $language names only buttons it has', ({ text }) => {
    const named = [...text.body.matchAll(/[“„]([^“”„]+)[“”]/gu)].map((match) => match[1]!)
    expect(labelsOf(text)).toEqual(expect.arrayContaining(named))
  })
})

/** Characters of the longest value a variable can have; the others are cut where messages are made. */
const longest: Readonly<Record<string, number>> = {
  first_name: 60,
  amount: 40,
  card: 40,
  due_date: 40,
  end_date: 40,
}

/** The body as a shopper reads it, with the values a message carries for these. */
function filled(text: TemplateText, values: Readonly<Record<string, string>>): string {
  const message = templateMessage({
    to: '+34600000001',
    name: 'any',
    language: 'en_US',
    values,
    token: 'q7Xw2Lk9',
    buttons: text.buttons,
    nudgeId: 'nudge-1',
    sendId: 'send-1',
  }) as unknown as Message
  const { parameters } = message.template.components[0]!
  const carried = new Map(parameters.map((parameter) => [parameter.parameter_name, parameter.text]))
  return text.body.replace(variable, (_, name: string) => carried.get(name)!)
}
type Parameter = { readonly parameter_name: string; readonly text: string }
type Message = { readonly template: { readonly components: { readonly parameters: readonly Parameter[] }[] } }

describe('every text, filled for a shopper', () => {
  test.each(texts)('$key in $language has no braces left', ({ text }) => {
    expect(filled(text, text.examples)).not.toMatch(/[{}]/)
  })

  test.each([
    ['letters', 'W'],
    ['words', 'word '],
    ['emojis', '👩'],
    ['Hindi letters with signs', 'कि'],
    ['Arabic letters', 'س'],
    ['line breaks', 'a\n\n'],
    ['what looks like variables', '{{amount}}'],
    ['what replacing could read as a command', '$& $1 '],
  ])('stays within 1024 characters with very long values of %s', (_, part) => {
    for (const { key, language, text } of texts) {
      const long = (name: string) => [...part.repeat(1_000)].slice(0, longest[name] ?? 1_000).join('')
      const body = filled(text, Object.fromEntries(variablesOf(text.body).map((name) => [name, long(name)])))
      expect([...body].length, `${key} in ${language}`).toBeLessThanOrEqual(1024)
      expect(body).not.toMatch(/[\n\t]| {5,}/)
    }
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
  en_US: /urgent|immediately|hurry|final notice|legal|debt|collection|consequence|you failed|must/iu,
  de: /dringend|sofort|umgehend|mahnung|rechtlich|schulden|inkasso|folgen\b|musst/iu,
  es: /urgente|inmediat|legal|deuda|cobranza|consecuencia|debes/iu,
  pt_BR: /urgente|imediat|legal|jurídic|dívida|cobrança|consequência|deve\b/iu,
  fr: /urgent|immédiat|juridique|légal|dette|recouvrement|conséquence|devez/iu,
  it: /urgente|immediat|legal|debito|recupero|conseguenz|devi\b/iu,
  nl: /dringend|onmiddellijk|meteen|aanmaning|juridisch|schuld|incasso|gevolg|moet\b/iu,
  hi: /तुरंत|तत्काल|कानूनी|क़ानूनी|कर्ज|वसूली|परिणाम|अंतिम चेतावनी/u,
  id: /segera|mendesak|hukum|utang|penagihan|akibat|tunggakan|harus/iu,
}

/** Words that say somebody is late; only what is about a due date of its own may say so. */
const lateness: Readonly<Record<Language, RegExp>> = {
  en_US: /overdue|past due|late\b|deadline/iu,
  de: /überfällig|verspätet|frist/iu,
  es: /vencid|retras|atras|plazo/iu,
  pt_BR: /vencid|atras|prazo/iu,
  fr: /impayé|retard|délai/iu,
  it: /scadut|ritardo/iu,
  nl: /te laat|termijn/iu,
  hi: /बकाया|देरी|देर से/u,
  id: /terlambat|lewat jatuh tempo|tenggat/iu,
}

/** How a language addresses people when it does not do so as ours do. */
const otherAddress: Readonly<Record<Language, RegExp>> = {
  en_US: /(?<!\p{L})(sir|madam|dear)(?!\p{L})/iu,
  de: /(?<!\p{L})(Sie|Ihnen|Ihr|Ihre[nmrs]?)(?!\p{L})/u,
  es: /(?<!\p{L})(usted|vos|su|sus)(?!\p{L})/iu,
  pt_BR: /(?<!\p{L})(tu|teu|tua|vós|senhor|senhora)(?!\p{L})/iu,
  fr: /(?<!\p{L})(tu|te|ton|ta|tes|toi)(?!\p{L})/iu,
  it: /(?<!\p{L})(Lei|Suo|Sua|Suoi|Sue|vostro|vostra)(?!\p{L})/u,
  nl: /(?<!\p{L})(u|uw)(?!\p{L})/iu,
  hi: /तुम|(?<!\p{L})तू(?![\p{L}\p{M}])/u,
  id: /(?<!\p{L})(kamu|kau|kalian)(?!\p{L})/iu,
}

const withoutDueDates = texts.filter(({ key }) => !/^(invoice|card)_/.test(key))

describe('every text is a polite one', () => {
  test.each(utility)('$key in $language promotes nothing, as a utility text', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(promotion[language])
  })

  test.each(withoutDueDates)('$key in $language calls nobody late', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(lateness[language])
  })

  test.each(texts)('$key in $language addresses people as all the others do', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(otherAddress[language])
  })

  test.each(texts)('$key in $language presses and shames nobody', ({ language, text }) => {
    expect(everythingSaid(text)).not.toMatch(pressure[language])
  })

  test.each(languages)('the last notes in %s name the help button by its label', (language) => {
    for (const key of ['payment_failed_last', 'voucher_failed']) {
      const text = catalogue[key]!.texts[language]
      expect(text.body).toContain(labelOf(text, 'help'))
    }
  })
})

/** What a bank says of a card that is nobody’s business, least of all a thief’s. */
const whatBecameOfTheCard: Readonly<Record<Language, RegExp>> = {
  en_US: /lost|stolen|blocked|expired|fraud/iu,
  de: /verloren|gestohlen|gesperrt|abgelaufen|betrug/iu,
  es: /perdid|robad|bloquead|vencid|caducad|fraude/iu,
  pt_BR: /perdid|roubad|bloquead|vencid|expirad|fraude/iu,
  fr: /perdue|volée|bloquée|expirée|fraude/iu,
  it: /smarrit|rubat|bloccat|scadut|frode/iu,
  nl: /verloren|gestolen|geblokkeerd|verlopen|fraude/iu,
  hi: /खोया|खो गया|चोरी|ब्लॉक|समाप्त|धोखा/u,
  id: /hilang|dicuri|diblokir|kedaluwarsa|penipuan/iu,
}

/** Words for how much money somebody has. */
const lackOfMoney: Readonly<Record<Language, RegExp>> = {
  en_US: /insufficient|funds|balance|enough|money/iu,
  de: /guthaben|gedeckt|deckung|kontostand|geld|ausreich/iu,
  es: /insuficiente|fondos|saldo|dinero/iu,
  pt_BR: /insuficiente|fundos|saldo|dinheiro/iu,
  fr: /insuffisant|fonds|solde|provision|argent/iu,
  it: /insufficient|fondi|saldo|denaro|soldi/iu,
  nl: /onvoldoende|saldo|geld|tekort/iu,
  hi: /अपर्याप्त|बैलेंस|शेष|पैसे/u,
  id: /tidak cukup|saldo|uang/iu,
}

describe('what is between the shopper and the bank stays there', () => {
  test.each(languages)('in %s nobody learns what became of a card', (language) => {
    expect(everythingSaid(catalogue.payment_failed_card!.texts[language])).not.toMatch(
      whatBecameOfTheCard[language],
    )
  })

  test.each(languages)('in %s nobody learns that money was lacking', (language) => {
    expect(everythingSaid(catalogue.payment_failed_funds!.texts[language])).not.toMatch(lackOfMoney[language])
  })
})

describe('the stand-in words', () => {
  test.each(languages)('are complete in %s', (language) => {
    expect(words[language].friend).toMatch(/^\S(.*\S)?$/u)
    expect(words[language].invoice).toMatch(/^\S.*\{number\}$/u)
    const { yourInvoice, yourBasket, yourPlan, yourCard } = words[language]
    for (const word of [yourInvoice, yourBasket, yourPlan, yourCard])
      expect(word).toMatch(/^[\p{L}\p{M} ]+$/u)
  })

  const withReference = texts.filter(({ text }) => text.body.includes('{{reference}}'))
  test.each(withReference)('name the invoice of $key in $language as its example does', (one) => {
    const { language, text } = one
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
    for (const { key, template } of templates) {
      const greeted = template.texts[language].body.replace('{{first_name}}', friend)
      expect(greeted.startsWith(greeting), key).toBe(true)
      if (!key.startsWith('payment_failed')) continue
      expect(greeted.replace('{{reference}}', invoice.replace('{number}', 'INV-0042'))).toContain(numbered)
      expect(greeted.replace('{{reference}}', yourInvoice)).toContain(unnumbered)
    }
  })
})
