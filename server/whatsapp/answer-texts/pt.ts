import type { AnswerTexts } from './texts.ts'

/** What the bot says in Brazilian Portuguese. */
export const pt: AnswerTexts = {
  stopped: '{business} não vai mais escrever para você por aqui. Se mudar de ideia, escreva START.',
  started: '{business} pode escrever para você por aqui de novo. Escreva STOP quando quiser para parar.',
  pay: 'Aqui você pode pagar {amount} de {reference} para {business}. O link é válido agora.',
  payLabel: 'Pagar agora',
  nothingOpen: 'Pelo que vemos, não há nada em aberto com {business}. Você não precisa fazer nada.',
  laterAsk: 'Sem problema. Quando {business} pode lembrar você?',
  laterLabel: 'Escolher dia',
  laterTomorrow: 'Amanhã',
  laterThreeDays: 'Em 3 dias',
  laterWeek: 'Em uma semana',
  laterTwoWeeks: 'Em 2 semanas',
  laterKept:
    'Certo. {business} não vai lembrar você disso antes de {day}. Para pagar antes, escreva PAGAR AGORA.',
  invoice: 'Aqui está, de {business}: {reference}.',
  noInvoice: 'Não temos nenhuma fatura de {business} sobre isso para enviar.',
  statement: 'Estas são as suas faturas em aberto com {business}.',
  balance: 'Isto está em aberto agora com {business}:',
  balanceLine: '{amount} ({count} × fatura)',
  details: 'É disto que se trata com {business}, {reference}:',
  auto: 'Aqui você pode ativar o pagamento automático com {business}. Nada é cobrado nessa página.',
  autoLabel: 'Ativar',
  noAuto: 'Não há nada com {business} que possa ser pago automaticamente.',
  person: 'Obrigado. Alguém de {business} vai responder aqui.',
  contact:
    'Este é um assistente automático de {business} e não entendeu você. Você encontra ajuda aqui: {contact}. Você também pode escrever PAGAR AGORA, SALDO, FATURA, DEPOIS ou STOP.',
  noContact:
    'Este é um assistente automático de {business} e não entendeu você. Fale diretamente com {business}. Você também pode escrever PAGAR AGORA, SALDO, FATURA, DEPOIS ou STOP.',
}
