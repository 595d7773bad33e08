import type { AnswerTexts } from './texts.ts'

/** What the bot says in German. */
export const de: AnswerTexts = {
  stopped: '{business} schreibt dir hier nicht mehr. Wenn du es dir anders überlegst, schreib START.',
  started: '{business} darf dir hier wieder schreiben. Mit STOP kannst du das jederzeit beenden.',
  pay: 'Hier kannst du {amount} für {reference} an {business} zahlen. Der Link ist jetzt gültig.',
  payLabel: 'Jetzt bezahlen',
  nothingOpen: 'Soweit wir sehen, ist bei {business} nichts offen. Du musst nichts tun.',
  laterAsk: 'Kein Problem. Wann darf {business} dich erinnern?',
  laterLabel: 'Tag wählen',
  laterTomorrow: 'Morgen',
  laterThreeDays: 'In 3 Tagen',
  laterWeek: 'In einer Woche',
  laterTwoWeeks: 'In 2 Wochen',
  laterKept:
    'In Ordnung. {business} erinnert dich daran nicht vor dem {day}. Wenn du früher zahlen willst, schreib ZAHLEN.',
  invoice: 'Hier kommt von {business}: {reference}.',
  noInvoice: 'Dazu gibt es von {business} keine Rechnung, die wir schicken können.',
  statement: 'Das sind deine offenen Rechnungen bei {business}.',
  balance: 'Das ist bei {business} gerade offen:',
  balanceLine: '{amount} ({count} × Rechnung)',
  details: 'Darum geht es bei {business}, {reference}:',
  auto: 'Hier kannst du bei {business} die automatische Zahlung einrichten. Auf dieser Seite wird nichts abgebucht.',
  autoLabel: 'Einrichten',
  noAuto: 'Bei {business} gibt es nichts, was automatisch bezahlt werden könnte.',
  person: 'Danke. Jemand von {business} antwortet dir hier.',
  contact:
    'Das ist ein automatischer Assistent von {business}, der dich nicht verstanden hat. Hilfe bekommst du hier: {contact}. Du kannst auch ZAHLEN, SALDO, RECHNUNG, SPÄTER oder STOP schreiben.',
  noContact:
    'Das ist ein automatischer Assistent von {business}, der dich nicht verstanden hat. Bitte wende dich direkt an {business}. Du kannst auch ZAHLEN, SALDO, RECHNUNG, SPÄTER oder STOP schreiben.',
}
