import type { Template } from '../../domain/template.ts'
import { payNow } from './buttons.ts'
import { textsOf } from './texts.ts'

/** A single payment failed and nothing was charged. Utility: it is about a payment the shopper tried to make. */
export const oneOffFailed: Template = {
  name: 'paynudge_one_off_failed',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'Your payment did not go through',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} did not go through and nothing was charged. The button below opens the payment page, where you can try again or choose another payment method.',
    },
    de: {
      header: 'Deine Zahlung ist fehlgeschlagen',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} ist fehlgeschlagen. Es wurde nichts abgebucht. Die Schaltfläche unten öffnet die Zahlungsseite, auf der du es erneut versuchen oder eine andere Zahlungsart wählen kannst.',
    },
    es: {
      header: 'Tu pago no se pudo procesar',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} no se pudo procesar y no se ha cobrado nada. El botón de abajo abre la página de pago, donde puedes intentarlo de nuevo o elegir otro medio de pago.',
    },
    pt_BR: {
      header: 'Seu pagamento não foi concluído',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} não foi concluído e nada foi cobrado. O botão abaixo abre a página de pagamento, onde você pode tentar novamente ou escolher outra forma de pagamento.',
    },
    fr: {
      header: 'Votre paiement n’a pas abouti',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} n’a pas abouti et rien n’a été débité. Le bouton ci-dessous ouvre la page de paiement, où vous pouvez réessayer ou choisir un autre moyen de paiement.',
    },
    it: {
      header: 'Il tuo pagamento non è riuscito',
      body: 'Ciao {{first_name}}, il tuo pagamento di {{amount}} a {{business_name}} non è andato a buon fine e non è stato addebitato nulla. Il pulsante qui sotto apre la pagina di pagamento, dove puoi riprovare o scegliere un altro metodo di pagamento.',
    },
    nl: {
      header: 'Je betaling is niet gelukt',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} is niet gelukt en er is niets afgeschreven. De knop hieronder opent de betaalpagina, waar je het opnieuw kunt proberen of een andere betaalmethode kunt kiezen.',
    },
    hi: {
      header: 'आपका भुगतान पूरा नहीं हुआ',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{amount}} का भुगतान पूरा नहीं हो सका और कोई राशि नहीं काटी गई। नीचे दिया गया बटन भुगतान पेज खोलता है, जहाँ आप दोबारा कोशिश कर सकते हैं या दूसरा भुगतान तरीका चुन सकते हैं।',
    },
    id: {
      header: 'Pembayaran Anda belum berhasil',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} belum berhasil dan tidak ada dana yang terpotong. Tombol di bawah membuka halaman pembayaran, dan di sana Anda dapat mencoba lagi atau memilih metode pembayaran lain.',
    },
  }),
}

/** The single payment is still open; who paid in another way may ignore it. Utility: it is about the same payment. */
export const oneOffFailedReminder: Template = {
  name: 'paynudge_one_off_failed_reminder',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'Your payment is still open',
      body: 'Hi {{first_name}}, a quick note that your payment of {{amount}} to {{business_name}} is still open. You can make it with the button below. If you have already paid in another way, you can ignore this message.',
    },
    de: {
      header: 'Deine Zahlung ist noch offen',
      body: 'Hallo {{first_name}}, ein kurzer Hinweis: Deine Zahlung über {{amount}} an {{business_name}} ist noch offen. Du kannst sie über die Schaltfläche unten nachholen. Falls du schon auf anderem Weg bezahlt hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Tu pago sigue pendiente',
      body: 'Hola {{first_name}}, te recordamos que tu pago de {{amount}} a {{business_name}} sigue pendiente. Puedes hacerlo con el botón de abajo. Si ya pagaste de otra manera, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Seu pagamento está em aberto',
      body: 'Olá {{first_name}}, passando para lembrar que seu pagamento de {{amount}} para {{business_name}} ainda está em aberto. Você pode fazê-lo pelo botão abaixo. Se você já pagou de outra forma, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Votre paiement reste à effectuer',
      body: 'Bonjour {{first_name}}, un petit mot pour vous rappeler que votre paiement de {{amount}} à {{business_name}} reste à effectuer. Vous pouvez le faire avec le bouton ci-dessous. Si vous avez déjà payé autrement, vous pouvez ignorer ce message.',
    },
    it: {
      header: 'Il tuo pagamento è in sospeso',
      body: 'Ciao {{first_name}}, ti ricordiamo che il tuo pagamento di {{amount}} a {{business_name}} è ancora in sospeso. Puoi effettuarlo con il pulsante qui sotto. Se hai già pagato in un altro modo, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Je betaling staat nog open',
      body: 'Hoi {{first_name}}, een korte herinnering: je betaling van {{amount}} aan {{business_name}} staat nog open. Je kunt betalen met de knop hieronder. Heb je al op een andere manier betaald, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'आपका भुगतान अभी बाकी है',
      body: 'नमस्ते {{first_name}}, हम याद दिलाना चाहते हैं कि आपकी ओर से {{business_name}} को {{amount}} का भुगतान अभी बाकी है। आप नीचे दिए गए बटन से भुगतान कर सकते हैं। यदि आपने किसी और तरीके से भुगतान कर दिया है, तो आप इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Pembayaran Anda belum selesai',
      body: 'Halo {{first_name}}, kami ingin mengingatkan bahwa pembayaran sebesar {{amount}} ke {{business_name}} masih belum selesai. Anda dapat membayar melalui tombol di bawah. Jika sudah membayar dengan cara lain, Anda dapat mengabaikan pesan ini.',
    },
  }),
}
