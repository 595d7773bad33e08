import { showing } from './shown.ts'

/** The shopper wants all that is open, each as a document. */
// biome-ignore format: one line for each kind of wording
export const statement = showing('statement', {
  en_US: [
    'statement', 'my statement', 'account statement', 'statement please', 'send statement', 'all invoices',
    'my invoices', 'invoices', 'open invoices', 'bills', 'my bills',
  ],
  de: [
    'kontoauszug', 'aufstellung', 'übersicht', 'alle rechnungen', 'meine rechnungen', 'rechnungen', 'offene rechnungen',
  ],
  es: [
    'estado de cuenta', 'extracto', 'todas las facturas', 'mis facturas', 'facturas', 'facturas pendientes',
  ],
  pt_BR: ['extrato', 'meu extrato', 'todas as faturas', 'minhas faturas', 'faturas', 'faturas em aberto'],
  fr: ['relevé', 'relevé de compte', 'toutes les factures', 'mes factures', 'factures', 'factures impayées'],
  it: ['estratto conto', 'tutte le fatture', 'le mie fatture', 'fatture', 'fatture aperte'],
  nl: ['overzicht', 'rekeningoverzicht', 'alle facturen', 'mijn facturen', 'facturen', 'openstaande facturen'],
  hi: ['स्टेटमेंट', 'मेरा स्टेटमेंट', 'सभी बिल', 'मेरे बिल', 'सभी इनवॉइस', 'mera statement', 'sabhi bill', 'mere bill'],
  id: ['rekening koran', 'laporan tagihan', 'semua tagihan', 'semua faktur', 'daftar tagihan'],
})
