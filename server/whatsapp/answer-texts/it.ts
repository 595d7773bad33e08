import type { AnswerTexts } from './texts.ts'

/** What the bot says in Italian. */
export const it: AnswerTexts = {
  stopped: '{business} non ti scriverà più qui. Se cambi idea, scrivi START.',
  started: '{business} può scriverti di nuovo qui. Scrivi STOP in qualsiasi momento per smettere.',
  pay: 'Qui puoi pagare {amount} per {reference} a {business}. Il link è valido ora.',
  payLabel: 'Paga ora',
  nothingOpen: 'Per quanto vediamo, non hai nulla in sospeso con {business}. Non devi fare nulla.',
  laterAsk: 'Nessun problema. Quando può ricordartelo {business}?',
  laterLabel: 'Scegli un giorno',
  laterTomorrow: 'Domani',
  laterThreeDays: 'Tra 3 giorni',
  laterWeek: 'Tra una settimana',
  laterTwoWeeks: 'Tra 2 settimane',
  laterKept:
    'Va bene. {business} non te lo ricorderà prima di questo giorno: {day}. Per pagare prima, scrivi PAGARE.',
  invoice: 'Ecco da {business}: {reference}.',
  noInvoice: 'Non abbiamo nessuna fattura di {business} da inviarti per questo.',
  statement: 'Queste sono le tue fatture aperte con {business}.',
  balance: 'Questo è ciò che è aperto ora con {business}:',
  balanceLine: '{amount} ({count} × fattura)',
  details: 'Ecco di cosa si tratta per {business}, {reference}:',
  auto: 'Qui puoi attivare il pagamento automatico con {business}. In quella pagina non viene addebitato nulla.',
  autoLabel: 'Attiva',
  noAuto: 'Con {business} non c’è nulla che si possa pagare automaticamente.',
  person: 'Grazie. Qualcuno di {business} ti risponderà qui.',
  contact:
    'Questo è un assistente automatico di {business} e non ti ha capito. Trovi aiuto qui: {contact}. Puoi anche scrivere PAGARE, SALDO, FATTURA, PIÙ TARDI o STOP.',
  noContact:
    'Questo è un assistente automatico di {business} e non ti ha capito. Contatta direttamente {business}. Puoi anche scrivere PAGARE, SALDO, FATTURA, PIÙ TARDI o STOP.',
}
