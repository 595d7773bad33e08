import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { textsOf } from './texts.ts'

const updateCard: Labels = {
  en_US: 'Update card',
  de: 'Karte aktualisieren',
  es: 'Actualizar tarjeta',
  pt_BR: 'Atualizar cartão',
  fr: 'Modifier la carte',
  it: 'Aggiorna carta',
  nl: 'Kaart bijwerken',
  hi: 'कार्ड अपडेट करें',
  id: 'Perbarui kartu',
}

/** The card of the next payment expires soon. Utility: a fact about a subscription this shopper has, so that it keeps working. */
export const cardExpiring: Template = {
  name: 'paynudge_card_expiring',
  category: 'utility',
  texts: textsOf(updateCard, {
    en_US: {
      header: 'Card on file expires soon',
      body: 'Hi {{first_name}}, the next payment to {{business_name}} for {{items}} is set to be made with {{card}}, which expires soon. You can update the card with the button below, so that the payment goes through. If you have already done so, you can ignore this message.',
    },
    de: {
      header: 'Hinterlegte Karte läuft bald ab',
      body: 'Hallo {{first_name}}, die nächste Zahlung an {{business_name}} für {{items}} soll über {{card}} laufen. Die Gültigkeit dieser Karte endet bald. Über die Schaltfläche unten kannst du die Kartendaten aktualisieren, damit die Zahlung klappt. Falls du das schon getan hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Tu tarjeta vence pronto',
      body: 'Hola {{first_name}}, el próximo pago a {{business_name}} por {{items}} se hará con {{card}}, que vence pronto. Puedes actualizar la tarjeta con el botón de abajo para que el pago se procese. Si ya lo hiciste, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Seu cartão vence em breve',
      body: 'Olá {{first_name}}, o próximo pagamento para {{business_name}} referente a {{items}} será feito com {{card}}, que vence em breve. Você pode atualizar o cartão pelo botão abaixo para que o pagamento seja concluído. Se você já atualizou, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Votre carte expire bientôt',
      body: 'Bonjour {{first_name}}, le prochain paiement à {{business_name}} pour {{items}} doit se faire avec {{card}}, qui expire bientôt. Vous pouvez mettre à jour la carte avec le bouton ci-dessous pour que le paiement aboutisse. Si c’est déjà fait, vous pouvez ignorer ce message.',
    },
    it: {
      header: 'La tua carta sta per scadere',
      body: 'Ciao {{first_name}}, il prossimo pagamento a {{business_name}} per {{items}} verrà effettuato con {{card}}, che sta per scadere. Puoi aggiornare la carta con il pulsante qui sotto, così il pagamento andrà a buon fine. Se lo hai già fatto, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Je kaart verloopt binnenkort',
      body: 'Hoi {{first_name}}, de volgende betaling aan {{business_name}} voor {{items}} gaat via {{card}} en deze kaart verloopt binnenkort. Met de knop hieronder kun je de kaart bijwerken, zodat de betaling lukt. Heb je dat al gedaan, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'आपका कार्ड जल्द एक्सपायर होगा',
      body: 'नमस्ते {{first_name}}, एक छोटी सूचना: {{business_name}} को {{items}} के लिए अगला भुगतान {{card}} से होना है, जिसकी वैधता जल्द समाप्त हो जाएगी। आप नीचे दिए गए बटन से कार्ड अपडेट कर सकते हैं, ताकि भुगतान हो सके। यदि आप यह कर चुके हैं, तो इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Masa berlaku kartu hampir habis',
      body: 'Halo {{first_name}}, pembayaran berikutnya ke {{business_name}} untuk {{items}} akan memakai {{card}}, yang masa berlakunya hampir habis. Anda dapat memperbarui kartu melalui tombol di bawah agar pembayaran dapat diproses. Jika sudah melakukannya, Anda dapat mengabaikan pesan ini.',
    },
  }),
}

/** The last note of it: the old card is still the one, and no more reminders follow. Utility, as the first. */
export const cardExpiringLast: Template = {
  name: 'paynudge_card_expiring_last',
  category: 'utility',
  texts: textsOf(updateCard, {
    en_US: {
      header: 'About your card on file',
      body: 'Hi {{first_name}}, a quick note that the next payment to {{business_name}} for {{items}} is still set to be made with {{card}}, which is about to expire. This is the last reminder we will send you about it. You can update the card with the button below, or tap “Need help” if you have a question.',
    },
    de: {
      header: 'Zu deiner hinterlegten Karte',
      body: 'Hallo {{first_name}}, ein kurzer Hinweis: Die nächste Zahlung an {{business_name}} für {{items}} soll noch immer über {{card}} laufen. Die Gültigkeit dieser Karte endet in Kürze. Das ist die letzte Erinnerung, die wir dir dazu senden. Über die Schaltfläche unten kannst du die Kartendaten aktualisieren. Wenn du eine Frage hast, tippe auf „Hilfe nötig“.',
    },
    es: {
      header: 'Sobre tu tarjeta guardada',
      body: 'Hola {{first_name}}, te recordamos que el próximo pago a {{business_name}} por {{items}} todavía se hará con {{card}}, que está por vencer. Este es el último recordatorio que te enviamos sobre la tarjeta. Puedes actualizarla con el botón de abajo. Si tienes alguna duda, toca “Necesito ayuda”.',
    },
    pt_BR: {
      header: 'Sobre seu cartão cadastrado',
      body: 'Olá {{first_name}}, passando para lembrar que o próximo pagamento para {{business_name}} referente a {{items}} ainda será feito com {{card}}, que está perto de vencer. Este é o último lembrete que enviamos sobre o cartão. Você pode atualizá-lo pelo botão abaixo. Se tiver alguma dúvida, toque em “Preciso de ajuda”.',
    },
    fr: {
      header: 'À propos de votre carte',
      body: 'Bonjour {{first_name}}, un petit mot pour vous rappeler que le prochain paiement à {{business_name}} pour {{items}} doit toujours se faire avec {{card}}, qui arrive à expiration. Ce message est le dernier rappel que nous vous envoyons à ce sujet. Vous pouvez mettre à jour la carte avec le bouton ci-dessous. Si vous avez une question, appuyez sur “J’ai besoin d’aide”.',
    },
    it: {
      header: 'La tua carta salvata',
      body: 'Ciao {{first_name}}, ti ricordiamo che il prossimo pagamento a {{business_name}} per {{items}} è ancora previsto con {{card}}, ormai vicina alla scadenza. Questo è l’ultimo promemoria che ti inviamo al riguardo. Puoi aggiornare la carta con il pulsante qui sotto. Se hai una domanda, tocca “Ho bisogno di aiuto”.',
    },
    nl: {
      header: 'Over je opgeslagen kaart',
      body: 'Hoi {{first_name}}, een korte herinnering: de volgende betaling aan {{business_name}} voor {{items}} gaat nog steeds via {{card}} en deze kaart is bijna verlopen. Dit is de laatste herinnering die we je hierover sturen. Je kunt de kaart bijwerken met de knop hieronder. Heb je een vraag, tik dan op “Hulp nodig”.',
    },
    hi: {
      header: 'आपके सेव किए गए कार्ड के बारे में',
      body: 'नमस्ते {{first_name}}, हम याद दिलाना चाहते हैं कि {{business_name}} को {{items}} के लिए अगला भुगतान अभी भी {{card}} से होना है, जिसकी वैधता समाप्त होने वाली है। इस बारे में यह हमारा आखिरी रिमाइंडर है। आप नीचे दिए गए बटन से कार्ड अपडेट कर सकते हैं। अगर कोई सवाल हो, तो “मदद चाहिए” पर टैप करें।',
    },
    id: {
      header: 'Tentang kartu Anda yang tersimpan',
      body: 'Halo {{first_name}}, kami ingin mengingatkan bahwa pembayaran berikutnya ke {{business_name}} untuk {{items}} masih akan memakai {{card}}, yang masa berlakunya tinggal sebentar. Ini adalah pengingat terakhir dari kami tentang kartu ini. Anda dapat memperbarui kartu melalui tombol di bawah. Jika ada pertanyaan, ketuk “Butuh bantuan”.',
    },
  }),
}
