import { showing } from './shown.ts'

/** The shopper wants to pay, and to be led to the page. */
// biome-ignore format: one line for each kind of wording
export const pay = showing('pay', {
  en_US: [
    'pay', 'pay now', 'payment', 'pay please', 'i want to pay', 'id like to pay', 'how can i pay', 'how do i pay',
    'where can i pay', 'link', 'payment link', 'send link', 'send me the link', 'new link', 'link please',
    'the link does not work', 'link expired',
  ],
  de: [
    'zahlen', 'bezahlen', 'jetzt bezahlen', 'jetzt zahlen', 'zahlung', 'ich möchte bezahlen', 'ich will bezahlen',
    'ich möchte zahlen', 'wie kann ich bezahlen', 'wie kann ich zahlen', 'zahlungslink', 'link bitte', 'neuer link',
    'der link geht nicht',
  ],
  es: [
    'pagar', 'pagar ahora', 'pago', 'quiero pagar', 'cómo pago', 'cómo puedo pagar', 'dónde pago', 'enlace',
    'enlace de pago', 'envíame el enlace', 'mándame el enlace', 'link de pago', 'nuevo enlace', 'el enlace no funciona',
  ],
  pt_BR: [
    'pagar agora', 'pagamento', 'quero pagar', 'como pago', 'como posso pagar', 'como faço para pagar', 'onde pago',
    'link de pagamento', 'me manda o link', 'manda o link', 'envia o link', 'novo link', 'o link não funciona', 'pix',
  ],
  fr: [
    'payer', 'payer maintenant', 'paiement', 'je veux payer', 'je voudrais payer', 'comment payer', 'où payer', 'lien',
    'lien de paiement', 'envoyez le lien', 'nouveau lien', 'le lien ne marche pas',
  ],
  it: [
    'paga', 'paga ora', 'pagare', 'pagamento', 'voglio pagare', 'vorrei pagare', 'come pago', 'come posso pagare',
    'dove pago', 'link di pagamento', 'mandami il link', 'inviami il link', 'nuovo link', 'il link non funziona',
  ],
  nl: [
    'betalen', 'nu betalen', 'betaling', 'ik wil betalen', 'hoe kan ik betalen', 'waar kan ik betalen', 'betaallink',
    'stuur de link', 'link graag', 'nieuwe link', 'de link werkt niet',
  ],
  hi: [
    'भुगतान', 'भुगतान करें', 'भुगतान करना है', 'अभी भुगतान करें', 'पेमेंट', 'पे', 'लिंक', 'लिंक भेजें', 'लिंक भेजो',
    'कैसे भुगतान करूं', 'bhugtan', 'payment karna hai', 'pay karna hai', 'link bhejo', 'link bhejen', 'kaise pay karu',
  ],
  id: [
    'bayar', 'bayar sekarang', 'pembayaran', 'saya mau bayar', 'mau bayar', 'cara bayar', 'bagaimana cara bayar',
    'tautan', 'link pembayaran', 'tautan pembayaran', 'kirim link', 'minta link', 'linknya tidak bisa',
  ],
})
