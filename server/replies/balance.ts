import { showing } from './shown.ts'

/** The shopper wants to know what is open. */
// biome-ignore format: one line for each kind of wording
export const balance = showing('balance', {
  en_US: [
    'balance', 'my balance', 'how much', 'how much is it', 'how much do i owe', 'what do i owe', 'what is open',
    'amount', 'amount due', 'what is the amount', 'how much is open', 'debt', 'outstanding',
  ],
  de: [
    'saldo', 'wie viel', 'wieviel', 'wie viel ist offen', 'was ist offen', 'wie viel schulde ich', 'offener betrag',
    'betrag', 'offen', 'kontostand',
  ],
  es: [
    'saldo', 'mi saldo', 'cuánto', 'cuánto debo', 'cuánto es', 'qué debo', 'importe', 'deuda', 'qué está pendiente',
    'pendiente',
  ],
  pt_BR: [
    'saldo', 'meu saldo', 'quanto', 'quanto devo', 'quanto é', 'quanto eu devo', 'valor', 'dívida', 'o que está em aberto',
    'em aberto',
  ],
  fr: [
    'solde', 'mon solde', 'combien', 'combien je dois', 'combien dois je', 'cest combien', 'montant', 'montant dû',
    'reste à payer',
  ],
  it: [
    'saldo', 'il mio saldo', 'quanto', 'quanto devo', 'quanto devo pagare', 'quanto è', 'importo', 'debito',
  ],
  nl: [
    'saldo', 'mijn saldo', 'hoeveel', 'hoeveel moet ik betalen', 'wat staat open', 'wat moet ik betalen', 'bedrag',
    'openstaand',
  ],
  hi: [
    'बकाया', 'बैलेंस', 'मेरा बकाया', 'कितना', 'कितना देना है', 'कितना बकाया है', 'राशि', 'kitna', 'kitna dena hai',
    'bakaya', 'kitna bakaya hai', 'kitne paise',
  ],
  id: ['saldo saya', 'berapa', 'berapa tagihannya', 'berapa yang harus dibayar', 'berapa utang saya', 'jumlah', 'utang'],
})
