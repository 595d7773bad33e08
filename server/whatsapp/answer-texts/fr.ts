import type { AnswerTexts } from './texts.ts'

/** What the bot says in French. */
export const fr: AnswerTexts = {
  stopped: '{business} ne vous écrira plus ici. Si vous changez d’avis, écrivez START.',
  started: '{business} peut de nouveau vous écrire ici. Écrivez STOP à tout moment pour arrêter.',
  pay: 'Ici, vous pouvez payer {amount} pour {reference} à {business}. Le lien est valable maintenant.',
  payLabel: 'Payer maintenant',
  nothingOpen: 'D’après ce que nous voyons, rien n’est dû à {business}. Vous n’avez rien à faire.',
  laterAsk: 'Pas de problème. Quand {business} peut-il vous le rappeler ?',
  laterLabel: 'Choisir un jour',
  laterTomorrow: 'Demain',
  laterThreeDays: 'Dans 3 jours',
  laterWeek: 'Dans une semaine',
  laterTwoWeeks: 'Dans 2 semaines',
  laterKept:
    'C’est noté. {business} ne vous le rappellera pas avant le {day}. Pour payer plus tôt, écrivez PAYER.',
  invoice: 'Voici {reference} de {business}.',
  noInvoice: 'Nous n’avons pas de facture de {business} à ce sujet à vous envoyer.',
  statement: 'Voici vos factures non payées chez {business}.',
  balance: 'Voici ce qui est dû à {business} en ce moment :',
  balanceLine: '{amount} ({count} × facture)',
  details: 'Voici le détail pour {reference} de {business} :',
  auto: 'Ici, vous pouvez activer le paiement automatique chez {business}. Rien n’est débité sur cette page.',
  autoLabel: 'Activer',
  noAuto: 'Rien chez {business} ne peut être payé automatiquement.',
  person: 'Merci. Quelqu’un de {business} vous répondra ici.',
  contact:
    'Ceci est un assistant automatique de {business} ; il ne vous a pas compris. Vous trouverez de l’aide ici : {contact}. Vous pouvez aussi écrire PAYER, SOLDE, FACTURE, PLUS TARD ou STOP.',
  noContact:
    'Ceci est un assistant automatique de {business} ; il ne vous a pas compris. Veuillez contacter directement {business}. Vous pouvez aussi écrire PAYER, SOLDE, FACTURE, PLUS TARD ou STOP.',
}
