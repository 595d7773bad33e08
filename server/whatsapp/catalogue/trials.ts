import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { textsOf } from './texts.ts'

/** The button to the portal. */
export const managePlan: Labels = {
  en_US: 'Manage plan',
  de: 'Abo verwalten',
  es: 'Gestionar plan',
  pt_BR: 'Gerenciar plano',
  fr: 'Gérer l’abonnement',
  it: 'Gestisci piano',
  nl: 'Abonnement beheren',
  hi: 'प्लान मैनेज करें',
  id: 'Kelola paket',
}

/**
 * A trial ends and the first payment follows: day, amount, and the way to cancel. Utility: it sells nothing, it
 * announces a charge.
 */
export const trialEnding: Template = {
  name: 'paynudge_trial_ending',
  category: 'utility',
  texts: textsOf(managePlan, {
    en_US: {
      header: 'Your trial ends soon',
      body: 'Hi {{first_name}}, the trial period of {{items}} at {{business_name}} ends on {{end_date}}. After that, the first payment of {{amount}} will be taken from your payment method on file. Until then you can review or cancel the subscription with the button below.',
    },
    de: {
      header: 'Dein Testzeitraum endet bald',
      body: 'Hallo {{first_name}}, der Testzeitraum für {{items}} bei {{business_name}} endet am {{end_date}}. Danach wird die erste Zahlung über {{amount}} mit deiner hinterlegten Zahlungsart abgebucht. Bis dahin kannst du das Abo über die Schaltfläche unten prüfen oder kündigen.',
    },
    es: {
      header: 'Tu prueba termina pronto',
      body: 'Hola {{first_name}}, el periodo de prueba de {{items}} en {{business_name}} termina el {{end_date}}. Después se hará el primer pago de {{amount}} con tu medio de pago guardado. Hasta entonces puedes revisar o cancelar la suscripción con el botón de abajo.',
    },
    pt_BR: {
      header: 'Seu teste termina em breve',
      body: 'Olá {{first_name}}, o período de teste de {{items}} em {{business_name}} termina em {{end_date}}. Depois disso, o primeiro pagamento de {{amount}} será feito com a forma de pagamento cadastrada. Até lá, você pode revisar ou cancelar a assinatura pelo botão abaixo.',
    },
    fr: {
      header: 'Votre essai se termine bientôt',
      body: 'Bonjour {{first_name}}, la période d’essai pour {{items}} chez {{business_name}} se termine le {{end_date}}. Le premier paiement de {{amount}} se fera ensuite avec votre moyen de paiement enregistré. D’ici là, vous pouvez consulter ou résilier l’abonnement avec le bouton ci-dessous.',
    },
    it: {
      // A date without an article: "il 5 gennaio", but "l’8 gennaio".
      header: 'La prova sta per terminare',
      body: 'Ciao {{first_name}}, il periodo di prova per {{items}} presso {{business_name}} termina in data {{end_date}}. In seguito il primo pagamento di {{amount}} verrà effettuato con il metodo di pagamento salvato. Fino ad allora puoi controllare o disdire l’abbonamento con il pulsante qui sotto.',
    },
    nl: {
      header: 'Je proefperiode loopt bijna af',
      body: 'Hoi {{first_name}}, de proefperiode van {{items}} bij {{business_name}} eindigt op {{end_date}}. Daarna wordt de eerste betaling van {{amount}} afgeschreven via je opgeslagen betaalmethode. Tot die dag kun je het abonnement bekijken of opzeggen met de knop hieronder.',
    },
    hi: {
      header: 'आपका ट्रायल जल्द समाप्त होगा',
      body: 'नमस्ते {{first_name}}, एक छोटी सूचना: {{business_name}} पर {{items}} की ट्रायल अवधि {{end_date}} को समाप्त होगी। इसके बाद {{amount}} का पहला भुगतान आपके सेव किए गए भुगतान तरीके से लिया जाएगा। तब तक आप नीचे दिए गए बटन से सदस्यता देख सकते हैं या रद्द कर सकते हैं।',
    },
    id: {
      header: 'Masa uji coba hampir berakhir',
      body: 'Halo {{first_name}}, masa uji coba {{items}} di {{business_name}} berakhir pada {{end_date}}. Setelah itu, pembayaran pertama sebesar {{amount}} akan diambil melalui metode pembayaran Anda yang tersimpan. Sebelum tanggal tersebut, Anda dapat meninjau atau membatalkan langganan melalui tombol di bawah.',
    },
  }),
}

/**
 * A trial ends and there is nothing to pay with yet. Utility: it states what the shopper's own subscription lacks, and
 * how to cancel it.
 */
export const trialEndingNoCard: Template = {
  name: 'paynudge_trial_ending_no_card',
  category: 'utility',
  texts: textsOf(managePlan, {
    en_US: {
      header: 'Your trial ends soon',
      body: 'Hi {{first_name}}, the trial period of {{items}} at {{business_name}} ends on {{end_date}}. The first payment of {{amount}} is due then, and there is no payment method on file yet. With the button below you can add one, or review or cancel the subscription.',
    },
    de: {
      header: 'Dein Testzeitraum endet bald',
      body: 'Hallo {{first_name}}, der Testzeitraum für {{items}} bei {{business_name}} endet am {{end_date}}. Dann ist die erste Zahlung über {{amount}} fällig, bisher ist aber keine Zahlungsart hinterlegt. Über die Schaltfläche unten kannst du eine angeben oder das Abo prüfen oder kündigen.',
    },
    es: {
      header: 'Tu prueba termina pronto',
      body: 'Hola {{first_name}}, el periodo de prueba de {{items}} en {{business_name}} termina el {{end_date}}. El primer pago de {{amount}} está previsto para ese día y todavía no hay un medio de pago guardado. Con el botón de abajo puedes añadir uno, o revisar o cancelar la suscripción.',
    },
    pt_BR: {
      header: 'Seu teste termina em breve',
      body: 'Olá {{first_name}}, o período de teste de {{items}} em {{business_name}} termina em {{end_date}}. O primeiro pagamento de {{amount}} está previsto para esse dia e ainda não há uma forma de pagamento cadastrada. Pelo botão abaixo, você pode cadastrar uma, ou revisar ou cancelar a assinatura.',
    },
    fr: {
      header: 'Votre essai se termine bientôt',
      body: 'Bonjour {{first_name}}, la période d’essai pour {{items}} chez {{business_name}} se termine le {{end_date}}. Le premier paiement de {{amount}} est prévu à cette date et aucun moyen de paiement n’est encore enregistré. Avec le bouton ci-dessous, vous pouvez en ajouter un, ou consulter ou résilier l’abonnement.',
    },
    it: {
      header: 'La prova sta per terminare',
      body: 'Ciao {{first_name}}, il periodo di prova per {{items}} presso {{business_name}} termina in data {{end_date}}. Il primo pagamento di {{amount}} è previsto per quel giorno e non è ancora salvato alcun metodo di pagamento. Con il pulsante qui sotto puoi aggiungerne uno, oppure controllare o disdire l’abbonamento.',
    },
    nl: {
      header: 'Je proefperiode loopt bijna af',
      body: 'Hoi {{first_name}}, de proefperiode van {{items}} bij {{business_name}} eindigt op {{end_date}}. De eerste betaling van {{amount}} staat voor die dag gepland, maar er is nog geen betaalmethode opgeslagen. Met de knop hieronder kun je er een toevoegen, of het abonnement bekijken of opzeggen.',
    },
    hi: {
      header: 'आपका ट्रायल जल्द समाप्त होगा',
      body: 'नमस्ते {{first_name}}, एक छोटी सूचना: {{business_name}} पर {{items}} की ट्रायल अवधि {{end_date}} को समाप्त होगी। उस दिन {{amount}} का पहला भुगतान होना है और अभी कोई भुगतान तरीका सेव नहीं है। नीचे दिए गए बटन से आप भुगतान तरीका जोड़ सकते हैं, सदस्यता देख सकते हैं या उसे रद्द कर सकते हैं।',
    },
    id: {
      header: 'Masa uji coba hampir berakhir',
      body: 'Halo {{first_name}}, masa uji coba {{items}} di {{business_name}} berakhir pada {{end_date}}. Pembayaran pertama sebesar {{amount}} dijadwalkan pada hari itu dan belum ada metode pembayaran yang tersimpan. Melalui tombol di bawah, Anda dapat menambahkannya, atau meninjau atau membatalkan langganan.',
    },
  }),
}
