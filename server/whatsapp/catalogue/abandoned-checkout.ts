import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { offersOf } from './texts.ts'

const finishOrder: Labels = {
  en_US: 'Finish order',
  de: 'Zur Kasse',
  es: 'Terminar pedido',
  pt_BR: 'Finalizar pedido',
  fr: 'Terminer la commande',
  it: 'Completa l’ordine',
  nl: 'Bestelling afronden',
  hi: 'ऑर्डर पूरा करें',
  id: 'Selesaikan pesanan',
}

/** The checkout is still open, and the items are kept. Marketing: Meta counts every word about a left basket as such. */
export const abandonedCheckout: Template = {
  name: 'paynudge_abandoned_checkout',
  category: 'marketing',
  texts: offersOf(finishOrder, 'basket', {
    en_US: {
      header: 'Your order is still open',
      body: 'Hi {{first_name}}, your order at {{business_name}} is not finished yet. We have kept {{items}} for you, and the button below takes you back to the checkout. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Deine Bestellung ist noch offen',
      body: 'Hallo {{first_name}}, deine Bestellung bei {{business_name}} ist noch nicht abgeschlossen. Wir haben {{items}} für dich aufgehoben, und die Schaltfläche unten führt dich zurück zur Kasse. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Tu pedido sigue abierto',
      body: 'Hola {{first_name}}, tu pedido en {{business_name}} todavía no está terminado. Hemos guardado {{items}} para ti y el botón de abajo te lleva de vuelta al pago. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Seu pedido ainda está aberto',
      body: 'Olá {{first_name}}, seu pedido em {{business_name}} ainda não foi finalizado. Guardamos {{items}} para você, e o botão abaixo leva de volta ao pagamento. Se preferir não receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'Votre commande est en attente',
      body: 'Bonjour {{first_name}}, votre commande chez {{business_name}} n’est pas encore terminée. Nous avons gardé {{items}} pour vous et le bouton ci-dessous vous ramène au paiement. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'Il tuo ordine è ancora aperto',
      body: 'Ciao {{first_name}}, il tuo ordine presso {{business_name}} non è ancora completo. Abbiamo conservato {{items}} per te e il pulsante qui sotto ti riporta al pagamento. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Je bestelling staat nog open',
      body: 'Hoi {{first_name}}, je bestelling bij {{business_name}} is nog niet afgerond. We hebben {{items}} voor je bewaard en de knop hieronder brengt je terug naar de betaling. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आपका ऑर्डर अभी खुला है',
      body: 'नमस्ते {{first_name}}, आपने {{business_name}} पर एक ऑर्डर शुरू किया था, जो अभी पूरा नहीं हुआ है। {{items}} को हमने संभालकर रखा है और नीचे दिया गया बटन आपको वापस चेकआउट पर ले जाता है। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Pesanan Anda masih terbuka',
      body: 'Halo {{first_name}}, pesanan Anda di {{business_name}} belum selesai. Kami masih menyimpan {{items}}, dan tombol di bawah membawa Anda kembali ke pembayaran. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}

/** The checkout has expired, and the button opens a new one with the same items. Marketing, as the first. */
export const abandonedCheckoutExpired: Template = {
  name: 'paynudge_abandoned_checkout_expired',
  category: 'marketing',
  texts: offersOf(finishOrder, 'basket', {
    en_US: {
      header: 'A new page for your order',
      body: 'Hi {{first_name}}, the checkout page for your order at {{business_name}} has expired. We have kept {{items}} for you, and the button below opens a new page where you can finish the order. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Eine neue Seite für deine Bestellung',
      body: 'Hallo {{first_name}}, die Bezahlseite zu deiner Bestellung bei {{business_name}} ist abgelaufen. Wir haben {{items}} für dich aufgehoben, und die Schaltfläche unten öffnet eine neue Seite, auf der du die Bestellung abschließen kannst. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Una página nueva para tu pedido',
      body: 'Hola {{first_name}}, la página de pago de tu pedido en {{business_name}} ha expirado. Hemos guardado {{items}} para ti y el botón de abajo abre una página nueva donde puedes terminar el pedido. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Uma nova página para seu pedido',
      body: 'Olá {{first_name}}, a página de pagamento do seu pedido em {{business_name}} expirou. Guardamos {{items}} para você, e o botão abaixo abre uma nova página para finalizar o pedido. Se preferir não receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'Une nouvelle page pour votre commande',
      body: 'Bonjour {{first_name}}, la page de paiement de votre commande chez {{business_name}} a expiré. Nous avons gardé {{items}} pour vous et le bouton ci-dessous ouvre une nouvelle page où vous pouvez terminer la commande. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'Una nuova pagina per il tuo ordine',
      body: 'Ciao {{first_name}}, la pagina di pagamento del tuo ordine presso {{business_name}} non è più valida. Abbiamo conservato {{items}} per te e il pulsante qui sotto apre una nuova pagina in cui puoi completare l’ordine. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Een nieuwe pagina voor je bestelling',
      body: 'Hoi {{first_name}}, de betaalpagina van je bestelling bij {{business_name}} is verlopen. We hebben {{items}} voor je bewaard en de knop hieronder opent een nieuwe pagina waar je de bestelling kunt afronden. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आपके ऑर्डर के लिए नया पेज',
      body: 'नमस्ते {{first_name}}, आपके {{business_name}} वाले ऑर्डर का चेकआउट पेज अब मान्य नहीं है। {{items}} को हमने संभालकर रखा है और नीचे दिया गया बटन एक नया पेज खोलता है, जहाँ आप ऑर्डर पूरा कर सकते हैं। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Halaman baru untuk pesanan Anda',
      body: 'Halo {{first_name}}, halaman pembayaran untuk pesanan Anda di {{business_name}} sudah tidak berlaku. Kami masih menyimpan {{items}}, dan tombol di bawah membuka halaman baru untuk menyelesaikan pesanan. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}

/** The last note: no more messages about this order follow. Marketing, as the first. */
export const abandonedCheckoutLast: Template = {
  name: 'paynudge_abandoned_checkout_last',
  category: 'marketing',
  texts: offersOf(finishOrder, 'basket', {
    en_US: {
      header: 'About your order',
      body: 'Hi {{first_name}}, you can still finish your order at {{business_name}} with the button below. We are still keeping {{items}} for you. This is the last message we will send you about this order. If you have a question, just reply here. If you would rather get no messages from us, tap “Stop messages”.',
    },
    de: {
      header: 'Zu deiner Bestellung',
      body: 'Hallo {{first_name}}, du kannst deine Bestellung bei {{business_name}} über die Schaltfläche unten weiterhin abschließen. Wir bewahren {{items}} noch für dich auf. Das ist die letzte Nachricht, die wir dir zu dieser Bestellung senden. Wenn du eine Frage hast, antworte einfach hier. Wenn du keine Nachrichten mehr von uns möchtest, tippe auf „Nachrichten stoppen“.',
    },
    es: {
      header: 'Sobre tu pedido',
      body: 'Hola {{first_name}}, todavía puedes terminar tu pedido en {{business_name}} con el botón de abajo. Seguimos guardando {{items}} para ti. Este es el último mensaje que te enviamos sobre este pedido. Si tienes alguna duda, responde aquí. Si prefieres no recibir más mensajes nuestros, toca “No más mensajes”.',
    },
    pt_BR: {
      header: 'Sobre seu pedido',
      body: 'Olá {{first_name}}, você ainda pode finalizar seu pedido em {{business_name}} pelo botão abaixo. Ainda guardamos {{items}} para você. Esta é a última mensagem que enviamos sobre esse pedido. Se tiver alguma dúvida, é só responder aqui. Se preferir não receber mais mensagens nossas, toque em “Parar mensagens”.',
    },
    fr: {
      header: 'À propos de votre commande',
      body: 'Bonjour {{first_name}}, vous pouvez toujours terminer votre commande chez {{business_name}} avec le bouton ci-dessous. Nous gardons encore {{items}} pour vous. Ce message est le dernier que nous vous envoyons au sujet de cette commande. Si vous avez une question, répondez simplement ici. Si vous préférez ne plus recevoir de messages de notre part, appuyez sur “Arrêter les messages”.',
    },
    it: {
      header: 'A proposito del tuo ordine',
      body: 'Ciao {{first_name}}, puoi ancora completare il tuo ordine presso {{business_name}} con il pulsante qui sotto. Teniamo ancora da parte {{items}} per te. Questo è l’ultimo messaggio che ti inviamo su questo ordine. Se hai una domanda, rispondi pure qui. Se preferisci non ricevere più i nostri messaggi, tocca “Stop ai messaggi”.',
    },
    nl: {
      header: 'Over je bestelling',
      body: 'Hoi {{first_name}}, je kunt je bestelling bij {{business_name}} nog steeds afronden met de knop hieronder. We bewaren {{items}} nog steeds voor je. Dit is het laatste bericht dat we je over deze bestelling sturen. Heb je een vraag, antwoord dan gewoon hier. Wil je liever geen berichten meer van ons, tik dan op “Stop berichten”.',
    },
    hi: {
      header: 'आपके ऑर्डर के बारे में',
      body: 'नमस्ते {{first_name}}, आप {{business_name}} पर अपना ऑर्डर नीचे दिए गए बटन से अभी भी पूरा कर सकते हैं। {{items}} को हमने अभी भी संभालकर रखा है। इस ऑर्डर के बारे में यह हमारा आखिरी संदेश है। कोई सवाल हो, तो यहीं जवाब दें। अगर आप हमसे और संदेश नहीं चाहते, तो “संदेश बंद करें” पर टैप करें।',
    },
    id: {
      header: 'Tentang pesanan Anda',
      body: 'Halo {{first_name}}, Anda masih dapat menyelesaikan pesanan di {{business_name}} melalui tombol di bawah. Kami masih menyimpan {{items}} untuk pesanan ini. Ini adalah pesan terakhir dari kami tentang pesanan ini. Jika ada pertanyaan, silakan balas di sini. Jika tidak ingin menerima pesan lagi dari kami, ketuk “Hentikan pesan”.',
    },
  }),
}
