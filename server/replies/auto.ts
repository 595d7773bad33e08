import { showing } from './shown.ts'

/** The shopper wants to be charged automatically from now on. */
// biome-ignore format: one line for each kind of wording
export const auto = showing('auto', {
  en_US: [
    'auto', 'autopay', 'auto pay', 'automatic', 'automatic payment', 'automatic payments', 'pay automatically',
    'set up autopay', 'change card', 'new card', 'update card', 'change my card', 'add card',
  ],
  de: [
    'automatisch', 'automatisch zahlen', 'automatisch bezahlen', 'automatische zahlung', 'abbuchen', 'neue karte',
    'karte ändern', 'andere karte', 'karte hinterlegen', 'lastschrift',
  ],
  es: [
    'automático', 'pago automático', 'pagar automáticamente', 'domiciliar', 'domiciliación', 'nueva tarjeta',
    'cambiar tarjeta', 'otra tarjeta',
  ],
  pt_BR: [
    'pagamento automático', 'débito automático', 'pagar automaticamente', 'novo cartão', 'trocar cartão',
    'mudar cartão', 'outro cartão',
  ],
  fr: [
    'automatique', 'paiement automatique', 'payer automatiquement', 'prélèvement', 'prélèvement automatique',
    'nouvelle carte', 'changer de carte', 'autre carte',
  ],
  it: [
    'automatico', 'pagamento automatico', 'addebito automatico', 'pagare automaticamente', 'nuova carta',
    'cambiare carta', 'altra carta',
  ],
  nl: [
    'automatisch betalen', 'automatische betaling', 'automatische incasso', 'incasso', 'nieuwe kaart', 'andere kaart',
    'kaart wijzigen',
  ],
  hi: [
    'ऑटो पे', 'ऑटोपे', 'ऑटोमैटिक', 'अपने आप भुगतान', 'नया कार्ड', 'कार्ड बदलें', 'naya card', 'card badalna hai',
  ],
  id: ['otomatis', 'bayar otomatis', 'pembayaran otomatis', 'autodebet', 'auto debet', 'kartu baru', 'ganti kartu'],
})
