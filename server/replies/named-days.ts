import type { DateNamed, Day } from '../domain/day.ts'
import type { Language } from '../domain/template.ts'
import { plain } from './wording.ts'

/** How one language names days. Everything is written in lower case; accents may be left out by those who type. */
type DayWords = {
  readonly tomorrow: readonly string[]
  readonly dayAfter: readonly string[]
  readonly nextWeek: readonly string[]
  readonly nextMonth: readonly string[]
  /** From Monday to Sunday, each in the forms people write. */
  readonly weekdays: readonly (readonly string[])[]
  /** What may stand before a day: a promise, or a word such as "on". */
  readonly before: readonly string[]
  /** What may stand behind it. */
  readonly behind: readonly string[]
  /** "the {n}th": a day of the month, with a word or an ending that tells it from an amount. */
  readonly onDay: readonly string[]
  /** What may stand between a day and the name of its month, with its spaces. */
  readonly ofMonth: readonly string[]
  /** "in {n} days", with the number as digits. */
  readonly inDays: readonly string[]
  readonly inWeeks: readonly string[]
}

// biome-ignore format: one line for each kind of word
const dayWords: Readonly<Record<Language, DayWords>> = {
  en_US: {
    tomorrow: ['tomorrow', 'tmrw', 'tomorow'], dayAfter: ['the day after tomorrow', 'day after tomorrow'],
    nextWeek: ['next week', 'in a week'], nextMonth: ['next month', 'in a month'],
    weekdays: [['monday', 'mon'], ['tuesday', 'tue'], ['wednesday', 'wed'], ['thursday', 'thu'], ['friday', 'fri'],
      ['saturday', 'sat'], ['sunday', 'sun']],
    before: ['i will pay', 'ill pay', 'i can pay', 'i pay', 'i promise to pay', 'will pay', 'pay', 'payment', 'remind me',
      'please remind me', 'ask me', 'later', 'on', 'next', 'this', 'by', 'until'],
    behind: ['please', 'ok', 'thanks', 'thank you', 'i promise'],
    onDay: ['the {n}', 'the {n}st', 'the {n}nd', 'the {n}rd', 'the {n}th', '{n}st', '{n}nd', '{n}rd', '{n}th'], ofMonth: [' ', ' of ', 'st ', 'nd ', 'rd ', 'th ', 'st of ', 'nd of ', 'rd of ', 'th of '],
    inDays: ['in {n} days', 'in {n} day', '{n} days'], inWeeks: ['in {n} weeks', 'in {n} week', '{n} weeks'],
  },
  de: {
    tomorrow: ['morgen'], dayAfter: ['übermorgen', 'uebermorgen'],
    nextWeek: ['nächste woche', 'naechste woche', 'in einer woche'], nextMonth: ['nächsten monat', 'in einem monat'],
    weekdays: [['montag'], ['dienstag'], ['mittwoch'], ['donnerstag'], ['freitag'], ['samstag', 'sonnabend'], ['sonntag']],
    before: ['ich zahle', 'ich bezahle', 'ich kann', 'zahle', 'bezahle', 'zahlung', 'erinnere mich', 'später', 'am', 'nächsten',
      'kommenden', 'diesen', 'bis', 'erst'],
    behind: ['bitte', 'danke', 'zahlen', 'bezahlen', 'versprochen'],
    onDay: ['am {n}', 'den {n}', 'zum {n}', 'bis {n}', 'bis zum {n}', 'bis den {n}'], ofMonth: [' '],
    inDays: ['in {n} tagen', 'in {n} tag', '{n} tage'], inWeeks: ['in {n} wochen', '{n} wochen'],
  },
  es: {
    tomorrow: ['mañana'], dayAfter: ['pasado mañana'],
    nextWeek: ['la próxima semana', 'la semana que viene', 'próxima semana', 'en una semana'],
    nextMonth: ['el próximo mes', 'el mes que viene', 'próximo mes', 'en un mes'],
    weekdays: [['lunes'], ['martes'], ['miércoles'], ['jueves'], ['viernes'], ['sábado'], ['domingo']],
    before: ['pago', 'pagaré', 'voy a pagar', 'puedo pagar', 'te pago', 'les pago', 'recuérdame', 'recuérdamelo', 'el',
      'el próximo', 'este', 'hasta el'],
    behind: ['por favor', 'gracias', 'pago', 'prometo'],
    onDay: ['el {n}', 'el día {n}', 'el dia {n}', 'día {n}', 'hasta el {n}'], ofMonth: [' ', ' de '],
    inDays: ['en {n} días', 'en {n} día', '{n} días'], inWeeks: ['en {n} semanas', '{n} semanas'],
  },
  pt_BR: {
    tomorrow: ['amanhã'], dayAfter: ['depois de amanhã'],
    nextWeek: ['semana que vem', 'na semana que vem', 'próxima semana', 'na próxima semana', 'em uma semana'],
    nextMonth: ['mês que vem', 'no mês que vem', 'próximo mês', 'no próximo mês', 'em um mês'],
    weekdays: [['segunda', 'segunda feira'], ['terça', 'terça feira'], ['quarta', 'quarta feira'], ['quinta', 'quinta feira'],
      ['sexta', 'sexta feira'], ['sábado'], ['domingo']],
    before: ['pago', 'vou pagar', 'posso pagar', 'eu pago', 'pagarei', 'me lembre', 'me lembra', 'na', 'no', 'na próxima',
      'próxima', 'nesta', 'até'],
    behind: ['por favor', 'obrigado', 'obrigada', 'eu pago', 'prometo'],
    onDay: ['dia {n}', 'no dia {n}', 'até dia {n}', 'até o dia {n}'], ofMonth: [' ', ' de ', 'o de '],
    inDays: ['em {n} dias', 'daqui a {n} dias', '{n} dias'], inWeeks: ['em {n} semanas', 'daqui a {n} semanas', '{n} semanas'],
  },
  fr: {
    tomorrow: ['demain'], dayAfter: ['après demain'],
    nextWeek: ['la semaine prochaine', 'semaine prochaine', 'dans une semaine'],
    nextMonth: ['le mois prochain', 'mois prochain', 'dans un mois'],
    weekdays: [['lundi'], ['mardi'], ['mercredi'], ['jeudi'], ['vendredi'], ['samedi'], ['dimanche']],
    before: ['je paie', 'je paierai', 'je peux payer', 'je vais payer', 'je règle', 'rappelez moi', 'plus tard', 'le', 'ce', 'dici',
      'avant'],
    behind: ['svp', 'sil vous plaît', 'merci', 'prochain', 'promis'],
    onDay: ['le {n}', 'le {n}er', 'avant le {n}'], ofMonth: [' ', 'er '],
    inDays: ['dans {n} jours', 'dans {n} jour', '{n} jours'], inWeeks: ['dans {n} semaines', '{n} semaines'],
  },
  it: {
    tomorrow: ['domani'], dayAfter: ['dopodomani'],
    nextWeek: ['la prossima settimana', 'la settimana prossima', 'settimana prossima', 'tra una settimana'],
    nextMonth: ['il prossimo mese', 'il mese prossimo', 'mese prossimo', 'tra un mese'],
    weekdays: [['lunedì'], ['martedì'], ['mercoledì'], ['giovedì'], ['venerdì'], ['sabato'], ['domenica']],
    before: ['pago', 'pagherò', 'posso pagare', 'ricordamelo', 'ricordami', 'il', 'la', 'questo', 'entro', 'il prossimo'],
    behind: ['per favore', 'grazie', 'prossimo', 'promesso'],
    onDay: ['il {n}', 'il giorno {n}', 'entro il {n}'], ofMonth: [' ', 'o ', ' di '],
    inDays: ['tra {n} giorni', 'fra {n} giorni', '{n} giorni'], inWeeks: ['tra {n} settimane', 'fra {n} settimane', '{n} settimane'],
  },
  nl: {
    tomorrow: ['morgen'], dayAfter: ['overmorgen'],
    nextWeek: ['volgende week', 'over een week'], nextMonth: ['volgende maand', 'over een maand'],
    weekdays: [['maandag'], ['dinsdag'], ['woensdag'], ['donderdag'], ['vrijdag'], ['zaterdag'], ['zondag']],
    before: ['ik betaal', 'betaal', 'ik kan', 'herinner me', 'later', 'op', 'volgende', 'deze', 'komende', 'aanstaande', 'voor'],
    behind: ['graag', 'aub', 'alsjeblieft', 'bedankt', 'betalen', 'beloofd'],
    onDay: ['de {n}e', '{n}e', 'op de {n}e', 'op {n}', 'voor de {n}e'], ofMonth: [' ', 'e '],
    inDays: ['over {n} dagen', 'over {n} dag', '{n} dagen'], inWeeks: ['over {n} weken', '{n} weken'],
  },
  // कल means tomorrow as well as yesterday; of what is to come only one of them can be meant.
  hi: {
    tomorrow: ['कल', 'kal'], dayAfter: ['परसों', 'parso', 'parson'],
    nextWeek: ['अगले हफ्ते', 'अगले सप्ताह', 'agle hafte', 'एक हफ्ते में', 'ek hafte mein'], nextMonth: ['अगले महीने', 'agle mahine'],
    weekdays: [['सोमवार', 'somvar'], ['मंगलवार', 'mangalvar'], ['बुधवार', 'budhvar'], ['गुरुवार', 'बृहस्पतिवार', 'guruvar'],
      ['शुक्रवार', 'shukravar'], ['शनिवार', 'shanivar'], ['रविवार', 'ravivar', 'itvar']],
    before: ['मैं', 'main', 'बाद में', 'अगले', 'agle', 'इस', 'is'],
    behind: ['को', 'ko', 'तक', 'tak', 'को दूंगा', 'को दूंगी', 'दूंगा', 'दूंगी', 'dunga', 'dungi', 'ko dunga', 'को भुगतान करूंगा',
      'भुगतान करूंगा', 'pay karunga', 'ko pay karunga'],
    onDay: ['{n} तारीख', '{n} tarikh', '{n} tareekh'], ofMonth: [' '],
    inDays: ['{n} दिन में', '{n} दिन बाद', '{n} din mein', '{n} din me', '{n} din baad'],
    inWeeks: ['{n} हफ्ते में', '{n} हफ्ते बाद', '{n} hafte mein', '{n} hafte baad'],
  },
  id: {
    tomorrow: ['besok'], dayAfter: ['lusa', 'besok lusa'],
    nextWeek: ['minggu depan', 'seminggu lagi', 'dalam seminggu'], nextMonth: ['bulan depan', 'sebulan lagi', 'dalam sebulan'],
    weekdays: [['senin'], ['selasa'], ['rabu'], ['kamis'], ['jumat', 'jum at'], ['sabtu'], ['minggu', 'ahad']],
    before: ['saya bayar', 'saya akan bayar', 'akan saya bayar', 'bayar', 'nanti', 'ingatkan', 'hari', 'pada hari', 'sampai'],
    behind: ['ya', 'terima kasih', 'depan', 'ini', 'saya bayar', 'janji'],
    onDay: ['tanggal {n}', 'tgl {n}', 'pada tanggal {n}'], ofMonth: [' '],
    inDays: ['{n} hari lagi', 'dalam {n} hari', '{n} hari'], inWeeks: ['{n} minggu lagi', 'dalam {n} minggu', '{n} minggu'],
  },
}

/** The day a message consists of, alone or with words of a promise around it; undefined when it says more than that. */
export function readDay(text: string): Day | undefined {
  if (/[?？¿]/u.test(text)) return undefined
  const said = plain(text)
  const isDate = /\d ?[./-] ?\d/u.test(text)
  for (const { pattern, dayOf, onlyDates } of patterns) {
    const match = onlyDates && !isDate ? null : pattern.exec(said)
    if (match) return dayOf(...match.slice(1).filter(Boolean).map(Number))
  }
  return undefined
}

type Pattern = {
  readonly pattern: RegExp
  /** The day, by the numbers in the message. */
  readonly dayOf: (...numbers: number[]) => Day
  /** Two bare numbers are a date only when it is written as one. */
  readonly onlyDates?: true
}

const daysAWeek = 7
const daysAMonth = 30

const patterns = (Object.keys(dayWords) as Language[]).flatMap((language) =>
  patternsOf(dayWords[language], monthsOf(language)),
)

function patternsOf(words: DayWords, months: readonly (readonly string[])[]): readonly Pattern[] {
  const around = (forms: readonly string[]) => wholeMessage(words, forms)
  const inDays = (days: number) => () => ({ kind: 'in-days', days }) as const
  return [
    { pattern: around(words.tomorrow), dayOf: inDays(1) },
    { pattern: around(words.dayAfter), dayOf: inDays(2) },
    { pattern: around(words.nextWeek), dayOf: inDays(daysAWeek) },
    { pattern: around(words.nextMonth), dayOf: inDays(daysAMonth) },
    ...words.weekdays.map((forms, index) => ({
      pattern: around(forms),
      dayOf: () => ({ kind: 'weekday', weekday: index + 1 }) as const,
    })),
    { pattern: around(words.inDays), dayOf: (days = 0) => ({ kind: 'in-days', days }) },
    { pattern: around(words.inWeeks), dayOf: (weeks = 0) => ({ kind: 'in-days', days: weeks * daysAWeek }) },
    ...months.map((names, index) => ({
      pattern: around(names.flatMap((name) => datesIn(words, name))),
      dayOf: (day = 0) => dateOf({ day, month: index + 1 }),
    })),
    { pattern: around(words.onDay), dayOf: (day = 0) => dateOf({ day }) },
    {
      pattern: around(['{n} {n}']),
      onlyDates: true,
      dayOf: (one = 0, two = 0) => dateOf({ day: one, month: two }, { day: two, month: one }),
    },
  ]
}

function datesIn({ ofMonth, onDay }: DayWords, name: string): readonly string[] {
  const dayFirst = ofMonth.map((between) => `{n}${between}${name}`)
  return [...dayFirst, ...['{n}', ...onDay].map((day) => `${name} ${day}`)]
}

function dateOf(...readings: readonly DateNamed[]): Day {
  return { kind: 'date', readings }
}

/** From January to December, each with its name and the short one. */
function monthsOf(language: Language): readonly (readonly string[])[] {
  const locale = language.replace('_', '-')
  const widths = ['long', 'short'] as const
  return Array.from({ length: 12 }, (_, index) => {
    const date = new Temporal.PlainDate(2026, index + 1, 1)
    return [...new Set(widths.map((month) => plain(date.toLocaleString(locale, { month }))))]
  })
}

/** A year behind a date says nothing new: no promise is for the year after. */
function wholeMessage({ before, behind }: DayWords, forms: readonly string[]): RegExp {
  const days = either(forms).replaceAll('{n}', '(\\d{1,2})')
  return new RegExp(
    `^(?:(?:${either(before)}) ){0,3}(?:${days})(?: 20\\d\\d)?(?: (?:${either(behind)})){0,2}$`,
    'u',
  )
}

/** `plain` drops the braces of `{n}`, which stands for a number. */
function either(forms: readonly string[]): string {
  return forms.map((form) => form.split('{n}').map(plainKeepingEnds).join('{n}')).join('|')
}

function plainKeepingEnds(part: string): string {
  const [lead = ''] = /^\s*/.exec(part) ?? []
  const [trail = ''] = part.trim() === '' ? [] : (/\s*$/.exec(part) ?? [])
  return `${lead}${plain(part)}${trail}`
}
