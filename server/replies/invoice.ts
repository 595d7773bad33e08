import { showing } from './shown.ts'

/** The shopper wants the invoice it is about, as a document. */
// biome-ignore format: one line for each kind of wording
export const invoice = showing('invoice', {
  en_US: [
    'invoice', 'my invoice', 'the invoice', 'bill', 'my bill', 'invoice please', 'send invoice', 'send me the invoice',
    'send me my invoice', 'invoice pdf', 'pdf', 'receipt',
  ],
  de: [
    'rechnung', 'meine rechnung', 'die rechnung', 'rechnung bitte', 'rechnung schicken', 'bitte rechnung schicken',
    'rechnung senden', 'rechnung als pdf', 'beleg',
  ],
  es: [
    'factura', 'mi factura', 'la factura', 'factura por favor', 'envíame la factura', 'mándame la factura',
    'enviar factura', 'recibo',
  ],
  pt_BR: ['fatura', 'minha fatura', 'a fatura', 'me manda a fatura', 'envia a fatura', 'nota fiscal', 'boleto'],
  fr: [
    'facture', 'ma facture', 'la facture', 'facture svp', 'envoyez la facture', 'envoyez moi la facture', 'reçu',
  ],
  it: ['fattura', 'la mia fattura', 'la fattura', 'mandami la fattura', 'inviami la fattura', 'ricevuta', 'bolletta'],
  nl: ['factuur', 'mijn factuur', 'de factuur', 'stuur de factuur', 'factuur graag', 'rekening', 'bon'],
  hi: [
    'इनवॉइस', 'मेरा इनवॉइस', 'बिल', 'मेरा बिल', 'बिल भेजें', 'बिल भेजो', 'इनवॉइस भेजें', 'रसीद',
    'mera bill', 'bill bhejo', 'bill bhejen', 'invoice bhejo', 'rasid',
  ],
  id: ['tagihan', 'tagihan saya', 'faktur', 'kirim tagihan', 'kirim faktur', 'minta tagihan', 'struk', 'kuitansi'],
})
