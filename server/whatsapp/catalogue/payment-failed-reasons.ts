import type { Template } from '../../domain/template.ts'
import { type Labels, payNow } from './buttons.ts'
import { textsOf } from './texts.ts'

const useAnotherCard: Labels = {
  en_US: 'Use another card',
  de: 'Andere Karte nutzen',
  es: 'Usar otra tarjeta',
  pt_BR: 'Usar outro cartão',
  fr: 'Changer de carte',
  it: 'Usa un’altra carta',
  nl: 'Andere kaart kiezen',
  hi: 'दूसरा कार्ड चुनें',
  id: 'Pakai kartu lain',
}

/**
 * Another card is needed; it never says why, so that nobody learns of a lost or stolen one. Utility: it is about a
 * payment of the shopper.
 */
export const paymentFailedCard: Template = {
  name: 'paynudge_payment_failed_card',
  category: 'utility',
  texts: textsOf(useAnotherCard, {
    en_US: {
      header: 'Another card is needed',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} could not be made with the card used so far, and nothing was charged. This payment needs another card. You can choose one with the button below.',
    },
    de: {
      header: 'Andere Karte benötigt',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} war mit der bisherigen Karte nicht möglich. Es wurde nichts abgebucht. Für diese Zahlung wird eine andere Karte benötigt. Du kannst sie über die Schaltfläche unten angeben.',
    },
    es: {
      header: 'Se necesita otra tarjeta',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} no se pudo hacer con la tarjeta utilizada hasta ahora y no se ha cobrado nada. Este pago necesita otra tarjeta. Puedes indicarla con el botón de abajo.',
    },
    pt_BR: {
      header: 'É preciso usar outro cartão',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} não pôde ser feito com o cartão usado até agora e nada foi cobrado. Para este pagamento, é preciso usar outro cartão. Você pode informá-lo pelo botão abaixo.',
    },
    fr: {
      header: 'Une autre carte est nécessaire',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} n’a pas pu être effectué avec la carte utilisée jusqu’à présent et rien n’a été débité. Une autre carte est nécessaire pour ce paiement. Vous pouvez l’indiquer avec le bouton ci-dessous.',
    },
    it: {
      header: 'Serve un’altra carta',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} non è riuscito con la carta usata finora e non è stato addebitato nulla. Per questo pagamento serve un’altra carta. Puoi indicarla con il pulsante qui sotto.',
    },
    nl: {
      header: 'Andere kaart nodig',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} is niet gelukt met de huidige kaart en er is niets afgeschreven. Voor deze betaling is een andere kaart nodig. Die kun je kiezen met de knop hieronder.',
    },
    hi: {
      header: 'दूसरे कार्ड की ज़रूरत है',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान मौजूदा कार्ड से नहीं हो सका और कोई राशि नहीं काटी गई। इस भुगतान के लिए दूसरे कार्ड की ज़रूरत है। आप नीचे दिए गए बटन से दूसरा कार्ड चुन सकते हैं।',
    },
    id: {
      header: 'Diperlukan kartu lain',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} belum berhasil dengan kartu yang dipakai sebelumnya dan tidak ada dana yang terpotong. Pembayaran ini memerlukan kartu lain. Anda dapat memilihnya melalui tombol di bawah.',
    },
  }),
}

const checkDetails: Labels = {
  en_US: 'Check card details',
  de: 'Kartendaten prüfen',
  es: 'Revisar los datos',
  pt_BR: 'Conferir os dados',
  fr: 'Vérifier la carte',
  it: 'Controlla i dati',
  nl: 'Gegevens nakijken',
  hi: 'कार्ड विवरण जाँचें',
  id: 'Periksa data kartu',
}

/**
 * The card details typed seem to be wrong, and belong on the page, not in the chat. Utility: it is about a payment of
 * the shopper.
 */
export const paymentFailedDetails: Template = {
  name: 'paynudge_payment_failed_details',
  category: 'utility',
  texts: textsOf(checkDetails, {
    en_US: {
      header: 'Please check the card details',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} did not go through because the card details do not seem to match. Nothing was charged. You can check them and enter them again on the page that the button below opens. Please do not send card details here in the chat.',
    },
    de: {
      header: 'Bitte prüfe die Kartendaten',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist fehlgeschlagen, weil die Kartendaten offenbar nicht stimmen. Es wurde nichts abgebucht. Die Schaltfläche unten öffnet die Seite, auf der du sie prüfen und neu eingeben kannst. Bitte sende keine Kartendaten hier im Chat.',
    },
    es: {
      header: 'Revisa los datos de la tarjeta',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} no se pudo procesar porque los datos de la tarjeta no parecen coincidir. No se ha cobrado nada. Puedes revisarlos y escribirlos de nuevo en la página que abre el botón de abajo. Por favor, no envíes datos de tarjeta por este chat.',
    },
    pt_BR: {
      header: 'Confira os dados do cartão',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} não foi concluído porque os dados do cartão parecem não conferir. Nada foi cobrado. Você pode revisá-los e digitá-los novamente na página que o botão abaixo abre. Por favor, não envie dados do cartão por este chat.',
    },
    fr: {
      header: 'Vérifiez les informations de la carte',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} n’a pas abouti, car les informations de la carte semblent ne pas correspondre. Rien n’a été débité. Vous pouvez les vérifier et les saisir à nouveau sur la page qu’ouvre le bouton ci-dessous. Merci de ne pas envoyer d’informations de carte dans cette conversation.',
    },
    it: {
      header: 'Controlla i dati della carta',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} non è andato a buon fine perché i dati della carta non sembrano corretti. Non è stato addebitato nulla. Puoi controllarli e inserirli di nuovo nella pagina che si apre con il pulsante qui sotto. Ti chiediamo di non inviare i dati della carta in questa chat.',
    },
    nl: {
      header: 'Controleer de kaartgegevens',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} is niet gelukt, omdat de kaartgegevens niet lijken te kloppen. Er is niets afgeschreven. De knop hieronder opent de pagina waar je ze kunt controleren en opnieuw kunt invullen. Stuur alsjeblieft geen kaartgegevens via deze chat.',
    },
    hi: {
      header: 'कृपया कार्ड का विवरण जाँचें',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान पूरा नहीं हो सका, क्योंकि कार्ड का विवरण शायद सही नहीं था। कोई राशि नहीं काटी गई। नीचे दिया गया बटन वह पेज खोलता है, जहाँ आप विवरण जाँचकर दोबारा भर सकते हैं। कृपया इस चैट में कार्ड का विवरण न भेजें।',
    },
    id: {
      header: 'Mohon periksa data kartu',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} belum berhasil karena data kartu tampaknya tidak cocok. Tidak ada dana yang terpotong. Anda dapat memeriksa dan mengisinya kembali di halaman yang dibuka oleh tombol di bawah. Mohon jangan mengirim data kartu melalui chat ini.',
    },
  }),
}

/** The bank did not approve the amount this time, told with tact. Utility: it is about a payment of the shopper. */
export const paymentFailedFunds: Template = {
  name: 'paynudge_payment_failed_funds',
  category: 'utility',
  texts: textsOf(payNow, {
    en_US: {
      header: 'Payment not made yet',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} is still open because the bank did not approve the amount this time. Nothing was charged. You can try again when it suits you or use another payment method with the button below.',
    },
    de: {
      header: 'Zahlung noch nicht erfolgt',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist noch offen, weil die Bank den Betrag dieses Mal nicht freigegeben hat. Es wurde nichts abgebucht. Über die Schaltfläche unten kannst du es erneut versuchen, wenn es dir passt, oder eine andere Zahlungsart wählen.',
    },
    es: {
      header: 'Pago aún no realizado',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} sigue pendiente porque esta vez el banco no aprobó el importe. No se ha cobrado nada. Puedes intentarlo de nuevo cuando te venga bien o usar otro medio de pago con el botón de abajo.',
    },
    pt_BR: {
      header: 'Pagamento ainda não realizado',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} continua em aberto porque, desta vez, o banco não aprovou o valor. Nada foi cobrado. Você pode tentar novamente quando for melhor para você ou usar outra forma de pagamento pelo botão abaixo.',
    },
    fr: {
      header: 'Paiement pas encore effectué',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} reste à effectuer, car la banque n’a pas approuvé le montant cette fois-ci. Rien n’a été débité. Vous pouvez réessayer au moment qui vous convient ou choisir un autre moyen de paiement avec le bouton ci-dessous.',
    },
    it: {
      header: 'Pagamento non ancora effettuato',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} è ancora in sospeso perché questa volta la banca non ha approvato l’importo. Non è stato addebitato nulla. Puoi riprovare quando preferisci o usare un altro metodo di pagamento con il pulsante qui sotto.',
    },
    nl: {
      header: 'Betaling nog niet gedaan',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} staat nog open, omdat de bank het bedrag deze keer niet heeft goedgekeurd. Er is niets afgeschreven. Met de knop hieronder kun je het opnieuw proberen wanneer het je uitkomt, of een andere betaalmethode kiezen.',
    },
    hi: {
      header: 'भुगतान अभी नहीं हुआ',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान अभी बाकी है, क्योंकि इस बार बैंक ने राशि को मंज़ूरी नहीं दी। कोई राशि नहीं काटी गई। आप नीचे दिए गए बटन से अपनी सुविधा के अनुसार दोबारा कोशिश कर सकते हैं या दूसरा भुगतान तरीका चुन सकते हैं।',
    },
    id: {
      header: 'Pembayaran belum terlaksana',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} masih belum selesai karena kali ini bank belum menyetujui jumlahnya. Tidak ada dana yang terpotong. Anda dapat mencoba lagi pada waktu yang sesuai bagi Anda atau memakai metode pembayaran lain melalui tombol di bawah.',
    },
  }),
}

const chooseHowToPay: Labels = {
  en_US: 'Choose how to pay',
  de: 'Zahlungsart wählen',
  es: 'Elegir cómo pagar',
  pt_BR: 'Escolher como pagar',
  fr: 'Moyen de paiement',
  it: 'Scegli come pagare',
  nl: 'Betaalmethode kiezen',
  hi: 'भुगतान तरीका चुनें',
  id: 'Pilih cara bayar',
}

/** No payment method is on file, so that one has to be chosen. Utility: it is about a payment of the shopper. */
export const paymentFailedMethod: Template = {
  name: 'paynudge_payment_failed_method',
  category: 'utility',
  texts: textsOf(chooseHowToPay, {
    en_US: {
      header: 'No payment method on file',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} could not be made because no payment method is on file. You can choose how to pay with the button below.',
    },
    de: {
      header: 'Keine Zahlungsart hinterlegt',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} konnte nicht ausgeführt werden, weil keine Zahlungsart hinterlegt ist. Über die Schaltfläche unten kannst du eine wählen.',
    },
    es: {
      header: 'Falta un medio de pago',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} no se pudo hacer porque no hay ningún medio de pago registrado. Puedes elegir cómo pagar con el botón de abajo.',
    },
    pt_BR: {
      header: 'Falta uma forma de pagamento',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} não pôde ser feito porque não há nenhuma forma de pagamento cadastrada. Você pode escolher como pagar pelo botão abaixo.',
    },
    fr: {
      header: 'Aucun moyen de paiement enregistré',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} n’a pas pu être effectué, car aucun moyen de paiement n’est enregistré. Vous pouvez en choisir un avec le bouton ci-dessous.',
    },
    it: {
      header: 'Manca un metodo di pagamento',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} non è stato possibile perché non risulta registrato alcun metodo di pagamento. Puoi scegliere come pagare con il pulsante qui sotto.',
    },
    nl: {
      header: 'Nog geen betaalmethode',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} kon niet worden gedaan, omdat er geen betaalmethode bekend is. Met de knop hieronder kun je er een kiezen.',
    },
    hi: {
      header: 'कोई भुगतान तरीका दर्ज नहीं है',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान नहीं हो सका, क्योंकि कोई भुगतान तरीका दर्ज नहीं है। आप नीचे दिए गए बटन से भुगतान तरीका चुन सकते हैं।',
    },
    id: {
      header: 'Belum ada metode pembayaran',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} belum dapat dilakukan karena belum ada metode pembayaran yang tersimpan. Anda dapat memilih cara membayar melalui tombol di bawah.',
    },
  }),
}

const finishPayment: Labels = {
  en_US: 'Finish payment',
  de: 'Zahlung abschließen',
  es: 'Completar el pago',
  pt_BR: 'Concluir pagamento',
  fr: 'Terminer le paiement',
  it: 'Completa pagamento',
  nl: 'Betaling afronden',
  hi: 'भुगतान पूरा करें',
  id: 'Bayar sekarang',
}

/**
 * The first payment of a subscription can be finished for 23 hours, after which Stripe lets it expire
 * (https://docs.stripe.com/billing/subscriptions/overview). Utility: what the shopper ordered waits for it.
 */
export const paymentFailedFirst: Template = {
  name: 'paynudge_payment_failed_first',
  category: 'utility',
  texts: textsOf(finishPayment, {
    en_US: {
      header: 'First payment not completed',
      body: 'Hi {{first_name}}, the first payment of {{amount}} to {{business_name}} for {{reference}} did not go through and nothing was charged. Your subscription can start as soon as it is paid. You can finish the payment with the button below within 23 hours of signing up.',
    },
    de: {
      header: 'Erste Zahlung nicht abgeschlossen',
      body: 'Hallo {{first_name}}, die erste Zahlung über {{amount}} an {{business_name}} für {{reference}} ist fehlgeschlagen. Es wurde nichts abgebucht. Dein Abo kann beginnen, sobald die Zahlung erfolgt ist. Du kannst sie innerhalb von 23 Stunden nach deiner Anmeldung über die Schaltfläche unten abschließen.',
    },
    es: {
      header: 'Primer pago no completado',
      body: 'Hola {{first_name}}, el primer pago de {{amount}} a {{business_name}} por {{reference}} no se pudo procesar y no se ha cobrado nada. Tu suscripción puede comenzar en cuanto se realice el pago. Puedes completarlo con el botón de abajo dentro de las 23 horas posteriores a tu registro.',
    },
    pt_BR: {
      header: 'Primeiro pagamento não concluído',
      body: 'Olá {{first_name}}, o primeiro pagamento de {{amount}} para {{business_name}} referente a {{reference}} não foi concluído e nada foi cobrado. Sua assinatura pode começar assim que o pagamento for feito. Você pode concluí-lo pelo botão abaixo em até 23 horas após a contratação.',
    },
    fr: {
      header: 'Premier paiement non abouti',
      body: 'Bonjour {{first_name}}, le premier paiement de {{amount}} à {{business_name}} pour {{reference}} n’a pas abouti et rien n’a été débité. Votre abonnement pourra commencer dès que ce paiement sera effectué. Vous pouvez le terminer avec le bouton ci-dessous dans les 23 heures suivant votre inscription.',
    },
    it: {
      header: 'Primo pagamento non completato',
      body: 'Ciao {{first_name}}, il primo pagamento di {{amount}} a {{business_name}} per {{reference}} non è andato a buon fine e non è stato addebitato nulla. Il tuo abbonamento può iniziare non appena il pagamento è completato. Puoi completarlo con il pulsante qui sotto entro 23 ore dall’iscrizione.',
    },
    nl: {
      header: 'Eerste betaling niet gelukt',
      body: 'Hoi {{first_name}}, de eerste betaling van {{amount}} aan {{business_name}} voor {{reference}} is niet gelukt en er is niets afgeschreven. Je abonnement kan beginnen zodra de betaling is gedaan. Je kunt deze binnen 23 uur na je aanmelding afronden met de knop hieronder.',
    },
    hi: {
      header: 'पहला भुगतान पूरा नहीं हुआ',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का पहला भुगतान पूरा नहीं हो सका और कोई राशि नहीं काटी गई। भुगतान होते ही आपका सब्सक्रिप्शन शुरू हो सकता है। साइन अप के 23 घंटे के भीतर आप नीचे दिए गए बटन से भुगतान पूरा कर सकते हैं।',
    },
    id: {
      header: 'Pembayaran pertama belum berhasil',
      body: 'Halo {{first_name}}, pembayaran pertama sebesar {{amount}} ke {{business_name}} untuk {{reference}} belum berhasil dan tidak ada dana yang terpotong. Langganan Anda dapat dimulai setelah pembayaran selesai. Anda dapat menyelesaikannya melalui tombol di bawah dalam waktu 23 jam setelah mendaftar.',
    },
  }),
}
