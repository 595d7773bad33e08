import type { Template } from '../../domain/template.ts'
import { textsOf } from './texts.ts'
import { managePlan } from './trials.ts'

/**
 * The next payment of a subscription: day, amount, card, and the way to cancel. Utility: Meta's own example of it, a
 * charge announced.
 */
export const upcomingRenewal: Template = {
  name: 'paynudge_upcoming_renewal',
  category: 'utility',
  texts: textsOf(managePlan, {
    en_US: {
      header: 'Your next payment',
      body: 'Hi {{first_name}}, the next payment of {{amount}} to {{business_name}} for {{items}} is scheduled for {{end_date}} and will be made with {{card}}. Until then you can review, change or cancel the subscription with the button below.',
    },
    de: {
      header: 'Deine nächste Zahlung',
      body: 'Hallo {{first_name}}, die nächste Zahlung über {{amount}} an {{business_name}} für {{items}} ist für den {{end_date}} geplant und läuft über {{card}}. Bis dahin kannst du das Abo über die Schaltfläche unten prüfen, ändern oder kündigen.',
    },
    es: {
      header: 'Tu próximo pago',
      body: 'Hola {{first_name}}, el próximo pago de {{amount}} a {{business_name}} por {{items}} está previsto para el {{end_date}} y se hará con {{card}}. Hasta entonces puedes revisar, cambiar o cancelar la suscripción con el botón de abajo.',
    },
    pt_BR: {
      header: 'Seu próximo pagamento',
      body: 'Olá {{first_name}}, o próximo pagamento de {{amount}} para {{business_name}} referente a {{items}} está previsto para {{end_date}} e será feito com {{card}}. Até lá, você pode revisar, alterar ou cancelar a assinatura pelo botão abaixo.',
    },
    fr: {
      header: 'Votre prochain paiement',
      body: 'Bonjour {{first_name}}, le prochain paiement de {{amount}} à {{business_name}} pour {{items}} est prévu le {{end_date}} et se fera avec {{card}}. D’ici là, vous pouvez consulter, modifier ou résilier l’abonnement avec le bouton ci-dessous.',
    },
    it: {
      header: 'Il tuo prossimo pagamento',
      body: 'Ciao {{first_name}}, il prossimo pagamento di {{amount}} a {{business_name}} per {{items}} è previsto in data {{end_date}} e verrà effettuato con {{card}}. Fino ad allora puoi controllare, modificare o disdire l’abbonamento con il pulsante qui sotto.',
    },
    nl: {
      header: 'Je volgende betaling',
      body: 'Hoi {{first_name}}, de volgende betaling van {{amount}} aan {{business_name}} voor {{items}} staat gepland op {{end_date}} en gaat via {{card}}. Tot die dag kun je het abonnement bekijken, wijzigen of opzeggen met de knop hieronder.',
    },
    hi: {
      header: 'आपका अगला भुगतान',
      body: 'नमस्ते {{first_name}}, एक छोटी सूचना: {{business_name}} को {{items}} के लिए {{amount}} का अगला भुगतान {{end_date}} को {{card}} से होना है। तब तक आप नीचे दिए गए बटन से सदस्यता देख सकते हैं, बदल सकते हैं या रद्द कर सकते हैं।',
    },
    id: {
      header: 'Pembayaran Anda berikutnya',
      body: 'Halo {{first_name}}, pembayaran berikutnya sebesar {{amount}} ke {{business_name}} untuk {{items}} dijadwalkan pada {{end_date}} dan akan memakai {{card}}. Sebelum tanggal tersebut, Anda dapat meninjau, mengubah atau membatalkan langganan melalui tombol di bawah.',
    },
  }),
}

/** The same where it is taken from something else than a card, as a debit from a bank account is. Utility, as the other. */
export const upcomingRenewalMethod: Template = {
  name: 'paynudge_upcoming_renewal_method',
  category: 'utility',
  texts: textsOf(managePlan, {
    en_US: {
      header: 'Your next payment',
      body: 'Hi {{first_name}}, the next payment of {{amount}} to {{business_name}} for {{items}} is scheduled for {{end_date}} and will be made with your payment method on file. Until then you can review, change or cancel the subscription with the button below.',
    },
    de: {
      header: 'Deine nächste Zahlung',
      body: 'Hallo {{first_name}}, die nächste Zahlung über {{amount}} an {{business_name}} für {{items}} ist für den {{end_date}} geplant und läuft über deine hinterlegte Zahlungsart. Bis dahin kannst du das Abo über die Schaltfläche unten prüfen, ändern oder kündigen.',
    },
    es: {
      header: 'Tu próximo pago',
      body: 'Hola {{first_name}}, el próximo pago de {{amount}} a {{business_name}} por {{items}} está previsto para el {{end_date}} y se hará con tu medio de pago guardado. Hasta entonces puedes revisar, cambiar o cancelar la suscripción con el botón de abajo.',
    },
    pt_BR: {
      header: 'Seu próximo pagamento',
      body: 'Olá {{first_name}}, o próximo pagamento de {{amount}} para {{business_name}} referente a {{items}} está previsto para {{end_date}} e será feito com sua forma de pagamento cadastrada. Até lá, você pode revisar, alterar ou cancelar a assinatura pelo botão abaixo.',
    },
    fr: {
      header: 'Votre prochain paiement',
      body: 'Bonjour {{first_name}}, le prochain paiement de {{amount}} à {{business_name}} pour {{items}} est prévu le {{end_date}} et se fera avec le moyen de paiement que vous avez enregistré. D’ici là, vous pouvez consulter, modifier ou résilier l’abonnement avec le bouton ci-dessous.',
    },
    it: {
      header: 'Il tuo prossimo pagamento',
      body: 'Ciao {{first_name}}, il prossimo pagamento di {{amount}} a {{business_name}} per {{items}} è previsto in data {{end_date}} e verrà effettuato con il metodo di pagamento che hai salvato. Fino ad allora puoi controllare, modificare o disdire l’abbonamento con il pulsante qui sotto.',
    },
    nl: {
      header: 'Je volgende betaling',
      body: 'Hoi {{first_name}}, de volgende betaling van {{amount}} aan {{business_name}} voor {{items}} staat gepland op {{end_date}} en gaat via je opgeslagen betaalmethode. Tot die dag kun je het abonnement bekijken, wijzigen of opzeggen met de knop hieronder.',
    },
    hi: {
      header: 'आपका अगला भुगतान',
      body: 'नमस्ते {{first_name}}, एक छोटी सूचना: {{business_name}} को {{items}} के लिए {{amount}} का अगला भुगतान {{end_date}} को आपके सेव किए गए भुगतान तरीके से होना है। तब तक आप नीचे दिए गए बटन से सदस्यता देख सकते हैं, बदल सकते हैं या रद्द कर सकते हैं।',
    },
    id: {
      header: 'Pembayaran Anda berikutnya',
      body: 'Halo {{first_name}}, pembayaran berikutnya sebesar {{amount}} ke {{business_name}} untuk {{items}} dijadwalkan pada {{end_date}} dan akan memakai metode pembayaran Anda yang tersimpan. Sebelum tanggal tersebut, Anda dapat meninjau, mengubah atau membatalkan langganan melalui tombol di bawah.',
    },
  }),
}
