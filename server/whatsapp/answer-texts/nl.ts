import type { AnswerTexts } from './texts.ts'

/** What the bot says in Dutch. */
export const nl: AnswerTexts = {
  stopped: '{business} schrijft je hier niet meer. Bedenk je je, schrijf dan START.',
  started: '{business} mag je hier weer schrijven. Schrijf STOP om dat op elk moment te beëindigen.',
  pay: 'Hier kun je {amount} voor {reference} aan {business} betalen. De link is nu geldig.',
  payLabel: 'Nu betalen',
  nothingOpen: 'Voor zover wij zien staat er niets open bij {business}. Je hoeft niets te doen.',
  laterAsk: 'Geen probleem. Wanneer mag {business} je eraan herinneren?',
  laterLabel: 'Kies een dag',
  laterTomorrow: 'Morgen',
  laterThreeDays: 'Over 3 dagen',
  laterWeek: 'Over een week',
  laterTwoWeeks: 'Over 2 weken',
  laterKept:
    'Prima. {business} herinnert je hier niet aan vóór {day}. Wil je eerder betalen, schrijf dan BETALEN.',
  invoice: 'Hier is {reference} van {business}.',
  noInvoice: 'We hebben hiervoor geen factuur van {business} om je te sturen.',
  statement: 'Dit zijn je openstaande facturen bij {business}.',
  balance: 'Dit staat nu open bij {business}:',
  balanceLine: '{amount} ({count} × factuur)',
  details: 'Dit hoort bij {reference} van {business}:',
  auto: 'Hier kun je automatisch betalen bij {business} instellen. Op die pagina wordt niets afgeschreven.',
  autoLabel: 'Instellen',
  noAuto: 'Er is bij {business} niets dat automatisch betaald kan worden.',
  person: 'Bedankt. Iemand van {business} antwoordt je hier.',
  contact:
    'Dit is een automatische assistent van {business} en die heeft je niet begrepen. Hier krijg je hulp: {contact}. Je kunt ook BETALEN, SALDO, FACTUUR, LATER of STOP schrijven.',
  noContact:
    'Dit is een automatische assistent van {business} en die heeft je niet begrepen. Neem rechtstreeks contact op met {business}. Je kunt ook BETALEN, SALDO, FACTUUR, LATER of STOP schrijven.',
}
