import type { Template } from '../../domain/template.ts'
import { payNow } from './buttons.ts'
import { textsOf } from './texts.ts'

/** The first note: the payment failed, nothing was charged, and the button leads to another try. */
export const paymentFailed: Template = {
  name: 'paynudge_payment_failed',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'Payment not completed',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} did not go through and nothing was charged. You can try again or use another payment method with the button below.',
    },
    de: {
      header: 'Zahlung nicht abgeschlossen',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist fehlgeschlagen. Es wurde nichts abgebucht. Über die Schaltfläche unten kannst du es erneut versuchen oder eine andere Zahlungsart wählen.',
    },
    es: {
      header: 'Pago no completado',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} no se pudo procesar y no se ha cobrado nada. Puedes intentarlo de nuevo o usar otro medio de pago con el botón de abajo.',
    },
    pt_BR: {
      header: 'Pagamento não concluído',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} não foi concluído e nada foi cobrado. Você pode tentar novamente ou usar outra forma de pagamento pelo botão abaixo.',
    },
    fr: {
      header: 'Paiement non abouti',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} n’a pas abouti et rien n’a été débité. Vous pouvez réessayer ou choisir un autre moyen de paiement avec le bouton ci-dessous.',
    },
    it: {
      header: 'Pagamento non completato',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} non è andato a buon fine e non è stato addebitato nulla. Puoi riprovare o usare un altro metodo di pagamento con il pulsante qui sotto.',
    },
    nl: {
      header: 'Betaling niet gelukt',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} is niet gelukt en er is niets afgeschreven. Met de knop hieronder kun je het opnieuw proberen of een andere betaalmethode kiezen.',
    },
    hi: {
      header: 'भुगतान पूरा नहीं हुआ',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान पूरा नहीं हो सका और कोई राशि नहीं काटी गई। आप नीचे दिए गए बटन से दोबारा कोशिश कर सकते हैं या दूसरा भुगतान तरीका चुन सकते हैं।',
    },
    id: {
      header: 'Pembayaran belum berhasil',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} belum berhasil dan tidak ada dana yang terpotong. Anda dapat mencoba lagi atau memakai metode pembayaran lain melalui tombol di bawah.',
    },
  }),
}

/** The second note, about three days later: the payment is still open; who has paid may ignore it. */
export const paymentFailedReminder: Template = {
  name: 'paynudge_payment_failed_reminder',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'Payment still open',
      body: 'Hi {{first_name}}, a quick note that your payment of {{amount}} to {{business_name}} for {{reference}} is still open. The button below opens the payment page, where you can also choose another payment method. If you have already paid, you can ignore this message.',
    },
    de: {
      header: 'Zahlung noch offen',
      body: 'Hallo {{first_name}}, ein kurzer Hinweis: Deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist noch offen. Die Schaltfläche unten öffnet die Zahlungsseite, auf der du auch eine andere Zahlungsart wählen kannst. Falls du schon bezahlt hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Pago pendiente',
      body: 'Hola {{first_name}}, te recordamos que tu pago de {{amount}} a {{business_name}} por {{reference}} sigue pendiente. El botón de abajo abre la página de pago, donde también puedes elegir otro medio de pago. Si ya pagaste, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Pagamento em aberto',
      body: 'Olá {{first_name}}, passando para lembrar que seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} ainda está em aberto. O botão abaixo abre a página de pagamento, onde você também pode escolher outra forma de pagamento. Se você já pagou, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Paiement à effectuer',
      body: 'Bonjour {{first_name}}, un petit mot pour vous rappeler que votre paiement de {{amount}} à {{business_name}} pour {{reference}} reste à effectuer. Le bouton ci-dessous ouvre la page de paiement, où vous pouvez aussi choisir un autre moyen de paiement. Si vous avez déjà payé, vous pouvez ignorer ce message.',
    },
    it: {
      header: 'Pagamento in sospeso',
      body: 'Ciao {{first_name}}, ti ricordiamo che il pagamento di {{amount}} a {{business_name}} per {{reference}} è ancora in sospeso. Il pulsante qui sotto apre la pagina di pagamento, dove puoi anche scegliere un altro metodo di pagamento. Se hai già pagato, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Betaling staat nog open',
      body: 'Hoi {{first_name}}, een korte herinnering: je betaling van {{amount}} aan {{business_name}} voor {{reference}} staat nog open. De knop hieronder opent de betaalpagina, waar je ook een andere betaalmethode kunt kiezen. Heb je al betaald, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'भुगतान अभी बाकी है',
      body: 'नमस्ते {{first_name}}, हम याद दिलाना चाहते हैं कि आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान अभी बाकी है। नीचे दिया गया बटन भुगतान पेज खोलता है, जहाँ आप दूसरा भुगतान तरीका भी चुन सकते हैं। यदि आपने भुगतान कर दिया है, तो आप इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Pembayaran belum selesai',
      body: 'Halo {{first_name}}, kami ingin mengingatkan bahwa pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} masih belum selesai. Tombol di bawah membuka halaman pembayaran, dan di sana Anda juga dapat memilih metode pembayaran lain. Jika sudah membayar, Anda dapat mengabaikan pesan ini.',
    },
  }),
}

/** The last note, about a week later: no more reminders follow; it names the way to pay and the way to a person. */
export const paymentFailedLast: Template = {
  name: 'paynudge_payment_failed_last',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'About your open payment',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} is still open. This is the last reminder we will send you about it. You can settle it with the button below, or tap “Need help” if you have a question or something is not right.',
    },
    de: {
      header: 'Zu deiner offenen Zahlung',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist noch offen. Das ist die letzte Erinnerung, die wir dir dazu senden. Über die Schaltfläche unten kannst du bezahlen. Wenn du eine Frage hast oder etwas nicht stimmt, tippe auf „Hilfe nötig“.',
    },
    es: {
      header: 'Sobre tu pago pendiente',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} sigue pendiente. Este es el último recordatorio que te enviamos sobre este pago. Puedes pagar con el botón de abajo. Si tienes alguna duda o algo no es correcto, toca “Necesito ayuda”.',
    },
    pt_BR: {
      header: 'Sobre seu pagamento em aberto',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} continua em aberto. Este é o último lembrete que enviamos sobre ele. Você pode pagar pelo botão abaixo. Se tiver alguma dúvida ou se algo não estiver certo, toque em “Preciso de ajuda”.',
    },
    fr: {
      header: 'À propos de votre paiement',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} reste à effectuer. Ce message est le dernier rappel que nous vous envoyons à ce sujet. Vous pouvez payer avec le bouton ci-dessous. Si vous avez une question ou si quelque chose ne va pas, appuyez sur “J’ai besoin d’aide”.',
    },
    it: {
      header: 'Il tuo pagamento in sospeso',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} è ancora in sospeso. Questo è l’ultimo promemoria che ti inviamo al riguardo. Puoi pagare con il pulsante qui sotto. Se hai una domanda o qualcosa non torna, tocca “Ho bisogno di aiuto”.',
    },
    nl: {
      header: 'Over je openstaande betaling',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} staat nog open. Dit is de laatste herinnering die we je hierover sturen. Je kunt betalen met de knop hieronder. Heb je een vraag of klopt er iets niet, tik dan op “Hulp nodig”.',
    },
    hi: {
      header: 'आपके बाकी भुगतान के बारे में',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान अभी भी बाकी है। इस बारे में यह हमारा आखिरी रिमाइंडर है। आप नीचे दिए गए बटन से भुगतान कर सकते हैं। अगर कोई सवाल हो या कुछ सही न लगे, तो “मदद चाहिए” पर टैप करें।',
    },
    id: {
      header: 'Tentang pembayaran Anda',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} masih belum selesai. Ini adalah pengingat terakhir dari kami tentang pembayaran ini. Anda dapat membayar melalui tombol di bawah. Jika ada pertanyaan atau ada yang keliru, ketuk “Butuh bantuan”.',
    },
  }),
}
