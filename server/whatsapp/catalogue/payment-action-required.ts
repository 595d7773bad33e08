import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { textsOf } from './texts.ts'

const confirmPayment: Labels = {
  en_US: 'Confirm payment',
  de: 'Zahlung bestätigen',
  es: 'Confirmar pago',
  pt_BR: 'Confirmar pagamento',
  fr: 'Confirmer',
  it: 'Conferma pagamento',
  nl: 'Betaling bevestigen',
  hi: 'पुष्टि करें',
  id: 'Konfirmasi',
}

/** The bank asks the shopper to confirm a payment. Utility: without it the payment of the shopper cannot be made. */
export const paymentActionRequired: Template = {
  name: 'paynudge_payment_action_required',
  category: 'utility',
  texts: textsOf(confirmPayment, {
    en_US: {
      header: 'Confirm your payment',
      body: 'Hi {{first_name}}, your bank asks you to confirm the payment of {{amount}} to {{business_name}}. Nothing is charged until you confirm it. You can complete the check with the button below.',
    },
    de: {
      header: 'Zahlung bestätigen',
      body: 'Hallo {{first_name}}, deine Bank bittet dich, die Zahlung über {{amount}} an {{business_name}} zu bestätigen. Vorher wird nichts abgebucht. Über die Schaltfläche unten kannst du die Prüfung abschließen.',
    },
    es: {
      header: 'Confirma tu pago',
      body: 'Hola {{first_name}}, tu banco te pide confirmar el pago de {{amount}} a {{business_name}}. No se cobrará nada hasta que lo confirmes. Puedes completar la verificación con el botón de abajo.',
    },
    pt_BR: {
      header: 'Confirme seu pagamento',
      body: 'Olá {{first_name}}, seu banco pede que você confirme o pagamento de {{amount}} para {{business_name}}. Nada será cobrado antes da confirmação. Você pode concluir a verificação pelo botão abaixo.',
    },
    fr: {
      header: 'Confirmez votre paiement',
      body: 'Bonjour {{first_name}}, votre banque vous demande de confirmer le paiement de {{amount}} à {{business_name}}. Rien ne sera débité avant votre confirmation. Vous pouvez terminer la vérification avec le bouton ci-dessous.',
    },
    it: {
      header: 'Conferma il pagamento',
      body: 'Ciao {{first_name}}, la tua banca ti chiede di confermare il pagamento di {{amount}} a {{business_name}}. Non verrà addebitato nulla prima della tua conferma. Puoi completare la verifica con il pulsante qui sotto.',
    },
    nl: {
      header: 'Bevestig je betaling',
      body: 'Hoi {{first_name}}, je bank vraagt je om de betaling van {{amount}} aan {{business_name}} te bevestigen. Er wordt niets afgeschreven voordat je dat hebt gedaan. Met de knop hieronder kun je de controle afronden.',
    },
    hi: {
      header: 'भुगतान की पुष्टि करें',
      body: 'नमस्ते {{first_name}}, आपका बैंक चाहता है कि आप {{business_name}} को {{amount}} के भुगतान की पुष्टि करें। आपकी पुष्टि से पहले कोई राशि नहीं काटी जाएगी। आप नीचे दिए गए बटन से जाँच पूरी कर सकते हैं।',
    },
    id: {
      header: 'Konfirmasi pembayaran',
      body: 'Halo {{first_name}}, bank Anda meminta konfirmasi untuk pembayaran sebesar {{amount}} ke {{business_name}}. Tidak ada dana yang dipotong sebelum Anda mengonfirmasi. Anda dapat menyelesaikan verifikasi melalui tombol di bawah.',
    },
  }),
}

/** The confirmation is still awaited; who has given it may ignore the note. Utility: it is about the same payment. */
export const paymentActionRequiredReminder: Template = {
  name: 'paynudge_payment_action_required_reminder',
  category: 'utility',
  texts: textsOf(confirmPayment, {
    en_US: {
      header: 'Confirmation still open',
      body: 'Hi {{first_name}}, a quick note that your payment of {{amount}} to {{business_name}} is still waiting for you to confirm it with your bank. You can complete the check with the button below. If you have already confirmed it, you can ignore this message.',
    },
    de: {
      header: 'Bestätigung noch offen',
      body: 'Hallo {{first_name}}, ein kurzer Hinweis: Deine Zahlung über {{amount}} an {{business_name}} wartet noch auf deine Bestätigung bei der Bank. Über die Schaltfläche unten kannst du die Prüfung abschließen. Falls du sie schon bestätigt hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Confirmación pendiente',
      body: 'Hola {{first_name}}, te recordamos que tu pago de {{amount}} a {{business_name}} sigue a la espera de que lo confirmes con tu banco. Puedes completar la verificación con el botón de abajo. Si ya lo confirmaste, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Confirmação pendente',
      body: 'Olá {{first_name}}, passando para lembrar que seu pagamento de {{amount}} para {{business_name}} ainda aguarda sua confirmação junto ao banco. Você pode concluir a verificação pelo botão abaixo. Se você já confirmou, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Confirmation en attente',
      body: 'Bonjour {{first_name}}, un petit mot pour vous rappeler que votre paiement de {{amount}} à {{business_name}} attend encore votre confirmation auprès de la banque. Vous pouvez terminer la vérification avec le bouton ci-dessous. Si vous l’avez déjà confirmé, vous pouvez ignorer ce message.',
    },
    it: {
      header: 'Conferma in sospeso',
      body: 'Ciao {{first_name}}, ti ricordiamo che il pagamento di {{amount}} a {{business_name}} è ancora in attesa della tua conferma presso la banca. Puoi completare la verifica con il pulsante qui sotto. Se lo hai già confermato, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Bevestiging staat nog open',
      body: 'Hoi {{first_name}}, een korte herinnering: je betaling van {{amount}} aan {{business_name}} wacht nog op je bevestiging bij de bank. Met de knop hieronder kun je de controle afronden. Heb je de betaling al bevestigd, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'भुगतान की पुष्टि अभी बाकी है',
      body: 'नमस्ते {{first_name}}, हम याद दिलाना चाहते हैं कि आपकी ओर से {{business_name}} को {{amount}} के भुगतान की बैंक में पुष्टि अभी बाकी है। आप नीचे दिए गए बटन से जाँच पूरी कर सकते हैं। यदि आपने पुष्टि कर दी है, तो आप इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Konfirmasi masih ditunggu',
      body: 'Halo {{first_name}}, kami ingin mengingatkan bahwa pembayaran sebesar {{amount}} ke {{business_name}} masih menunggu konfirmasi Anda di bank. Anda dapat menyelesaikan verifikasi melalui tombol di bawah. Jika sudah mengonfirmasi, Anda dapat mengabaikan pesan ini.',
    },
  }),
}
