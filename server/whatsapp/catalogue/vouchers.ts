import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { textsOf } from './texts.ts'

const seeHowToPay: Labels = {
  en_US: 'See how to pay',
  de: 'Zahlungsdaten öffnen',
  es: 'Ver cómo pagar',
  pt_BR: 'Ver como pagar',
  fr: 'Voir comment payer',
  it: 'Vedi come pagare',
  nl: 'Zo kun je betalen',
  hi: 'निर्देश देखें',
  id: 'Lihat cara bayar',
}

/**
 * A voucher or transfer waits to be paid until a day. The words fit every method that pays by a code, a slip or a
 * transfer. Utility: it is about an order the shopper placed.
 */
export const voucherPending: Template = {
  name: 'paynudge_voucher_pending',
  category: 'utility',
  texts: textsOf(seeHowToPay, {
    en_US: {
      header: 'How to complete your payment',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} can be made until {{due_date}}. The button below opens the payment instructions again. If you have already paid, you can ignore this message. Some payments take a few days to arrive.',
    },
    de: {
      header: 'So schließt du deine Zahlung ab',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} ist noch bis zum {{due_date}} möglich. Die Schaltfläche unten öffnet noch einmal die Zahlungsdaten. Falls du schon bezahlt hast, kannst du diese Nachricht ignorieren. Manche Zahlungen kommen erst nach einigen Tagen an.',
    },
    es: {
      header: 'Cómo completar tu pago',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} se puede hacer hasta el {{due_date}}. El botón de abajo abre de nuevo las instrucciones de pago. Si ya pagaste, puedes ignorar este mensaje. Algunos pagos tardan unos días en llegar.',
    },
    pt_BR: {
      header: 'Como concluir seu pagamento',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} pode ser feito até {{due_date}}. O botão abaixo abre novamente as instruções de pagamento. Se você já pagou, pode desconsiderar esta mensagem. Alguns pagamentos levam alguns dias para chegar.',
    },
    fr: {
      header: 'Comment effectuer votre paiement',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} peut être effectué jusqu’au {{due_date}}. Le bouton ci-dessous ouvre de nouveau les instructions de paiement. Si vous avez déjà payé, vous pouvez ignorer ce message. Certains paiements mettent quelques jours à arriver.',
    },
    it: {
      // "entro il" would be wrong before the 8th and the 11th.
      header: 'Come completare il pagamento',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} è ancora in attesa. Ultimo giorno per pagare: {{due_date}}. Il pulsante qui sotto apre di nuovo le istruzioni di pagamento. Se hai già pagato, puoi ignorare questo messaggio. Alcuni pagamenti arrivano solo dopo qualche giorno.',
    },
    nl: {
      header: 'Zo rond je je betaling af',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} kan nog tot en met {{due_date}} worden gedaan. De knop hieronder opent de betaalinstructies opnieuw. Heb je al betaald, dan kun je dit bericht negeren. Sommige betalingen komen pas na een paar dagen binnen.',
    },
    hi: {
      header: 'भुगतान पूरा करने का तरीका',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{amount}} का भुगतान {{due_date}} तक किया जा सकता है। नीचे दिया गया बटन भुगतान के निर्देश फिर से खोलता है। यदि आपने भुगतान कर दिया है, तो आप इस संदेश को अनदेखा कर सकते हैं। कुछ भुगतान पहुँचने में कुछ दिन लगते हैं।',
    },
    id: {
      header: 'Cara menyelesaikan pembayaran',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} dapat dilakukan hingga {{due_date}}. Tombol di bawah membuka kembali petunjuk pembayaran. Jika sudah membayar, Anda dapat mengabaikan pesan ini. Sebagian pembayaran baru diterima setelah beberapa hari.',
    },
  }),
}

/** The last day on which the voucher can be paid. Utility: it is a fact about an order the shopper placed. */
export const voucherLastDay: Template = {
  name: 'paynudge_voucher_last_day',
  category: 'utility',
  texts: textsOf(seeHowToPay, {
    en_US: {
      header: 'Last day for your payment',
      body: 'Hi {{first_name}}, today is the last day on which your payment of {{amount}} to {{business_name}} can be made. The button below opens the payment instructions. If you have already paid, there is nothing left to do. Some payments take a few days to arrive.',
    },
    de: {
      header: 'Letzter Tag für deine Zahlung',
      body: 'Hallo {{first_name}}, heute ist der letzte Tag, an dem deine Zahlung über {{amount}} an {{business_name}} möglich ist. Die Schaltfläche unten öffnet die Zahlungsdaten. Falls du schon bezahlt hast, brauchst du nichts weiter zu tun. Manche Zahlungen kommen erst nach einigen Tagen an.',
    },
    es: {
      header: 'Último día para tu pago',
      body: 'Hola {{first_name}}, hoy es el último día en que se puede hacer tu pago de {{amount}} a {{business_name}}. El botón de abajo abre las instrucciones de pago. Si ya pagaste, no tienes que hacer nada más. Algunos pagos tardan unos días en llegar.',
    },
    pt_BR: {
      header: 'Último dia para o pagamento',
      body: 'Olá {{first_name}}, hoje é o último dia em que seu pagamento de {{amount}} para {{business_name}} pode ser feito. O botão abaixo abre as instruções de pagamento. Se você já pagou, não precisa fazer mais nada. Alguns pagamentos levam alguns dias para chegar.',
    },
    fr: {
      header: 'Dernier jour pour votre paiement',
      body: 'Bonjour {{first_name}}, c’est aujourd’hui le dernier jour où votre paiement de {{amount}} à {{business_name}} peut être effectué. Le bouton ci-dessous ouvre les instructions de paiement. Si vous avez déjà payé, vous n’avez plus rien à faire. Certains paiements mettent quelques jours à arriver.',
    },
    it: {
      header: 'Ultimo giorno per il pagamento',
      body: 'Ciao {{first_name}}, oggi è l’ultimo giorno in cui il pagamento di {{amount}} a {{business_name}} può essere effettuato. Il pulsante qui sotto apre le istruzioni di pagamento. Se hai già pagato, non serve fare altro. Alcuni pagamenti arrivano solo dopo qualche giorno.',
    },
    nl: {
      header: 'Laatste dag voor je betaling',
      body: 'Hoi {{first_name}}, vandaag is de laatste dag waarop je betaling van {{amount}} aan {{business_name}} kan worden gedaan. De knop hieronder opent de betaalinstructies. Heb je al betaald, dan hoef je niets meer te doen. Sommige betalingen komen pas na een paar dagen binnen.',
    },
    hi: {
      header: 'भुगतान का आखिरी दिन',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{amount}} का भुगतान करने का आज आखिरी दिन है। नीचे दिया गया बटन भुगतान के निर्देश खोलता है। यदि आपने भुगतान कर दिया है, तो आपको और कुछ नहीं करना है। कुछ भुगतान पहुँचने में कुछ दिन लगते हैं।',
    },
    id: {
      header: 'Hari terakhir untuk membayar',
      body: 'Halo {{first_name}}, hari ini adalah hari terakhir untuk melakukan pembayaran sebesar {{amount}} ke {{business_name}}. Tombol di bawah membuka petunjuk pembayaran. Jika sudah membayar, tidak ada lagi yang perlu Anda lakukan. Sebagian pembayaran baru diterima setelah beberapa hari.',
    },
  }),
}

const orderAgain: Labels = {
  en_US: 'Order again',
  de: 'Erneut bestellen',
  es: 'Repetir el pedido',
  pt_BR: 'Refazer o pedido',
  fr: 'Commander à nouveau',
  it: 'Ripeti l’ordine',
  nl: 'Opnieuw bestellen',
  hi: 'दोबारा ऑर्डर करें',
  id: 'Buat pesanan lagi',
}

/**
 * The voucher was not paid in time; nothing is due, and the order can be placed once more. Utility: it is what became
 * of an order the shopper placed.
 */
export const voucherFailed: Template = {
  name: 'paynudge_voucher_failed',
  category: 'utility',
  texts: textsOf(orderAgain, {
    en_US: {
      header: 'Payment not received in time',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} did not arrive in time. The order was closed and nothing is left to pay. You can place it once more with the button below. If you did pay, tap “Need help”.',
    },
    de: {
      header: 'Zahlung nicht rechtzeitig eingegangen',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} ist nicht rechtzeitig eingegangen. Die Bestellung wurde geschlossen, und es ist nichts mehr zu bezahlen. Über die Schaltfläche unten kannst du sie noch einmal aufgeben. Falls du doch bezahlt hast, tippe auf „Hilfe nötig“.',
    },
    es: {
      header: 'El pago no llegó a tiempo',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} no llegó a tiempo. El pedido se cerró y no queda nada por pagar. Puedes hacerlo de nuevo con el botón de abajo. Si ya pagaste, toca “Necesito ayuda”.',
    },
    pt_BR: {
      header: 'O pagamento não chegou a tempo',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} não chegou a tempo. O pedido foi encerrado e não há mais nada a pagar. Você pode refazê-lo pelo botão abaixo. Se você já pagou, toque em “Preciso de ajuda”.',
    },
    fr: {
      header: 'Paiement non reçu à temps',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} n’est pas arrivé à temps. La commande a été clôturée et il ne reste rien à payer. Vous pouvez la passer à nouveau avec le bouton ci-dessous. Si vous avez pourtant payé, appuyez sur “J’ai besoin d’aide”.',
    },
    it: {
      header: 'Pagamento non arrivato in tempo',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} non è arrivato in tempo. L’ordine è stato chiuso e non resta nulla da pagare. Puoi ripeterlo con il pulsante qui sotto. Se invece hai pagato, tocca “Ho bisogno di aiuto”.',
    },
    nl: {
      header: 'Betaling niet op tijd ontvangen',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} is niet op tijd binnengekomen. De bestelling is gesloten en er hoeft niets meer te worden betaald. Je kunt opnieuw bestellen met de knop hieronder. Heb je toch betaald, tik dan op “Hulp nodig”.',
    },
    hi: {
      header: 'भुगतान समय पर नहीं मिला',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{amount}} का भुगतान समय पर नहीं मिला। ऑर्डर बंद कर दिया गया है और अब कुछ भी देना बाकी नहीं है। आप नीचे दिए गए बटन से दोबारा ऑर्डर कर सकते हैं। यदि आपने भुगतान कर दिया था, तो “मदद चाहिए” पर टैप करें।',
    },
    id: {
      header: 'Pembayaran tidak diterima tepat waktu',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} tidak diterima tepat waktu. Pesanan ditutup dan tidak ada lagi yang perlu dibayar. Anda dapat memesan lagi melalui tombol di bawah. Jika ternyata sudah membayar, ketuk “Butuh bantuan”.',
    },
  }),
}
