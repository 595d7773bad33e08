import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { offersOf } from './texts.ts'

const startAgain: Labels = {
  en_US: 'Start again',
  de: 'Wieder starten',
  es: 'Empezar de nuevo',
  pt_BR: 'Recomeçar',
  fr: 'Reprendre',
  it: 'Ricomincia',
  nl: 'Opnieuw beginnen',
  hi: 'फिर से शुरू करें',
  id: 'Mulai lagi',
}

/** The subscription has ended, and the way back is open. Marketing: it invites to buy again. */
export const winBack: Template = {
  name: 'paynudge_win_back',
  category: 'marketing',
  texts: offersOf(startAgain, 'plan', {
    en_US: {
      header: 'Come back whenever you like',
      body: 'Hi {{first_name}}, your subscription with {{business_name}} has ended. If you would like to have {{items}} again, the button below takes you there. Otherwise there is nothing you need to do. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Du bist jederzeit willkommen',
      body: 'Hallo {{first_name}}, dein Abo bei {{business_name}} ist beendet. Wenn du {{items}} wieder nutzen möchtest, führt dich die Schaltfläche unten dorthin. Sonst brauchst du nichts zu tun. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Puedes volver cuando quieras',
      body: 'Hola {{first_name}}, tu suscripción en {{business_name}} ha terminado. Si quieres volver a tener {{items}}, el botón de abajo te lleva allí. Si no, no tienes que hacer nada. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Você pode voltar quando quiser',
      body: 'Olá {{first_name}}, sua assinatura em {{business_name}} terminou. Se quiser ter {{items}} de novo, o botão abaixo leva você até lá. Caso contrário, não é preciso fazer nada. Se preferir não receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'Revenez quand vous voulez',
      body: 'Bonjour {{first_name}}, votre abonnement chez {{business_name}} a pris fin. Si vous souhaitez retrouver {{items}}, le bouton ci-dessous vous y conduit. Sinon, vous n’avez rien à faire. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'Puoi tornare quando vuoi',
      body: 'Ciao {{first_name}}, il tuo abbonamento presso {{business_name}} è terminato. Se vuoi riavere {{items}}, il pulsante qui sotto ti porta alla pagina giusta. Altrimenti non c’è nulla da fare. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Je kunt terugkomen wanneer je wilt',
      body: 'Hoi {{first_name}}, je abonnement bij {{business_name}} is afgelopen. Wil je {{items}} weer gebruiken, dan brengt de knop hieronder je naar de juiste pagina. Anders hoef je niets te doen. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आप जब चाहें वापस आ सकते हैं',
      body: 'नमस्ते {{first_name}}, आपकी {{business_name}} वाली सदस्यता समाप्त हो गई है। अगर आप वापस आना चाहें, तो {{items}} को नीचे दिए गए बटन से फिर से शुरू किया जा सकता है। नहीं तो आपको कुछ करने की ज़रूरत नहीं है। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Silakan kembali kapan saja',
      body: 'Halo {{first_name}}, langganan Anda di {{business_name}} sudah berakhir. Jika ingin memakai {{items}} lagi, tombol di bawah membawa Anda ke halamannya. Jika tidak, Anda tidak perlu melakukan apa pun. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}

/** The subscription ended because payments failed: no blame, and another payment method will do. Marketing, as the first. */
export const winBackPayment: Template = {
  name: 'paynudge_win_back_payment',
  category: 'marketing',
  texts: offersOf(startAgain, 'plan', {
    en_US: {
      header: 'Your subscription has ended',
      body: 'Hi {{first_name}}, your subscription with {{business_name}} ended because a payment did not go through. You can come back to {{items}} whenever you like. With the button below you can start again and choose the payment method that suits you. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Dein Abo ist beendet',
      body: 'Hallo {{first_name}}, dein Abo bei {{business_name}} ist beendet, weil eine Zahlung nicht geklappt hat. Du kannst jederzeit zurückkommen und {{items}} wieder nutzen. Über die Schaltfläche unten startest du neu und wählst die Zahlungsart, die dir passt. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Tu suscripción ha terminado',
      body: 'Hola {{first_name}}, tu suscripción en {{business_name}} terminó porque no se pudo procesar un pago. Puedes volver a tener {{items}} cuando quieras. Con el botón de abajo puedes empezar de nuevo y elegir el medio de pago que prefieras. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Sua assinatura terminou',
      body: 'Olá {{first_name}}, sua assinatura em {{business_name}} terminou porque um pagamento não foi concluído. Você pode ter {{items}} de novo quando quiser. Pelo botão abaixo, você pode recomeçar e escolher a forma de pagamento que preferir. Se não quiser receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'Votre abonnement a pris fin',
      body: 'Bonjour {{first_name}}, votre abonnement chez {{business_name}} a pris fin parce qu’un paiement n’a pas abouti. Vous pouvez retrouver {{items}} quand vous voulez. Avec le bouton ci-dessous, vous pouvez reprendre et choisir le moyen de paiement qui vous convient. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'Il tuo abbonamento è terminato',
      body: 'Ciao {{first_name}}, il tuo abbonamento presso {{business_name}} è terminato perché un pagamento non è andato a buon fine. Puoi riavere {{items}} quando vuoi. Con il pulsante qui sotto puoi ricominciare e scegliere il metodo di pagamento più comodo. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Je abonnement is gestopt',
      body: 'Hoi {{first_name}}, je abonnement bij {{business_name}} is gestopt omdat een betaling niet is gelukt. Je kunt altijd terugkomen en {{items}} weer gebruiken. Met de knop hieronder begin je opnieuw en kies je de betaalmethode die jou het beste uitkomt. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आपकी सदस्यता समाप्त हो गई है',
      body: 'नमस्ते {{first_name}}, आपकी {{business_name}} वाली सदस्यता समाप्त हो गई, क्योंकि एक भुगतान पूरा नहीं हो सका। {{items}} को जब चाहें फिर से शुरू किया जा सकता है। नीचे दिए गए बटन से आप दोबारा शुरुआत कर सकते हैं और अपनी पसंद का भुगतान तरीका चुन सकते हैं। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Langganan Anda sudah berakhir',
      body: 'Halo {{first_name}}, langganan Anda di {{business_name}} berakhir karena ada pembayaran yang tidak berhasil. Anda dapat memakai {{items}} lagi kapan saja. Melalui tombol di bawah, Anda dapat mulai lagi dan memilih metode pembayaran yang sesuai. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}

/** The last note: no more messages about the ended subscription follow. Marketing, as the first. */
export const winBackLast: Template = {
  name: 'paynudge_win_back_last',
  category: 'marketing',
  texts: offersOf(startAgain, 'plan', {
    en_US: {
      header: 'About your subscription',
      body: 'Hi {{first_name}}, this is the last message we will send you about your ended subscription with {{business_name}}. If you would like to have {{items}} again, the button below takes you there. If you have a question, just reply here. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Zu deinem Abo',
      body: 'Hallo {{first_name}}, das ist die letzte Nachricht, die wir dir zu deinem beendeten Abo bei {{business_name}} senden. Wenn du {{items}} wieder nutzen möchtest, führt dich die Schaltfläche unten dorthin. Wenn du eine Frage hast, antworte einfach hier. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Sobre tu suscripción',
      body: 'Hola {{first_name}}, este es el último mensaje que te enviamos sobre tu suscripción terminada en {{business_name}}. Si quieres volver a tener {{items}}, el botón de abajo te lleva allí. Si tienes alguna duda, responde aquí. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Sobre sua assinatura',
      body: 'Olá {{first_name}}, esta é a última mensagem que enviamos sobre sua assinatura encerrada em {{business_name}}. Se quiser ter {{items}} de novo, o botão abaixo leva você até lá. Se tiver alguma dúvida, é só responder aqui. Se preferir não receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'À propos de votre abonnement',
      body: 'Bonjour {{first_name}}, ce message est le dernier que nous vous envoyons au sujet de votre ancien abonnement chez {{business_name}}. Si vous souhaitez retrouver {{items}}, le bouton ci-dessous vous y conduit. Si vous avez une question, répondez simplement ici. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'A proposito del tuo abbonamento',
      body: 'Ciao {{first_name}}, questo è l’ultimo messaggio che ti inviamo sul tuo abbonamento terminato presso {{business_name}}. Se vuoi riavere {{items}}, il pulsante qui sotto ti porta alla pagina giusta. Se hai una domanda, rispondi pure qui. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Over je abonnement',
      body: 'Hoi {{first_name}}, dit is het laatste bericht dat we je sturen over je beëindigde abonnement bij {{business_name}}. Wil je {{items}} weer gebruiken, dan brengt de knop hieronder je naar de juiste pagina. Heb je een vraag, antwoord dan gewoon hier. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आपकी सदस्यता के बारे में',
      body: 'नमस्ते {{first_name}}, आपकी {{business_name}} वाली समाप्त हो चुकी सदस्यता के बारे में यह हमारा आखिरी संदेश है। अगर आप वापस आना चाहें, तो {{items}} को नीचे दिए गए बटन से फिर से शुरू किया जा सकता है। कोई सवाल हो, तो यहीं जवाब दें। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Tentang langganan Anda',
      body: 'Halo {{first_name}}, ini adalah pesan terakhir dari kami tentang langganan Anda yang sudah berakhir di {{business_name}}. Jika ingin memakai {{items}} lagi, tombol di bawah membawa Anda ke halamannya. Jika ada pertanyaan, silakan balas di sini. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}
