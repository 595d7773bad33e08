import type { Template } from '../../domain/template.ts'
import type { Labels } from './buttons.ts'
import { textsOf } from './texts.ts'

const viewInvoice: Labels = {
  en_US: 'View invoice',
  de: 'Rechnung ansehen',
  es: 'Ver factura',
  pt_BR: 'Ver fatura',
  fr: 'Voir la facture',
  it: 'Vedi fattura',
  nl: 'Factuur bekijken',
  hi: 'इनवॉइस देखें',
  id: 'Lihat tagihan',
}

/** Some days ahead: names the invoice and its due date. Utility: one invoice of this shopper, and nothing is advertised. */
export const invoiceDueSoon: Template = {
  name: 'paynudge_invoice_due_soon',
  category: 'utility',
  texts: textsOf(viewInvoice, {
    en_US: {
      header: 'Invoice due soon',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} is due on {{due_date}}. You can view the invoice and pay it with the button below. If you have already paid, you can ignore this message.',
    },
    de: {
      header: 'Rechnung bald fällig',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist am {{due_date}} fällig. Über die Schaltfläche unten kannst du die Rechnung ansehen und bezahlen. Falls du schon bezahlt hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Tu factura vence pronto',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} vence el {{due_date}}. Puedes ver la factura y pagarla con el botón de abajo. Si ya pagaste, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Sua fatura vence em breve',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} vence em {{due_date}}. Você pode ver a fatura e pagar pelo botão abaixo. Se você já pagou, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Facture bientôt à régler',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} est attendu pour le {{due_date}}. Vous pouvez consulter la facture et la régler avec le bouton ci-dessous. Si vous avez déjà payé, vous pouvez ignorer ce message.',
    },
    it: {
      // A date without an article: "il 5 gennaio", but "l’8 gennaio".
      header: 'Fattura in scadenza',
      body: 'Ciao {{first_name}}, ti ricordiamo che il pagamento di {{amount}} a {{business_name}} per {{reference}} scade in data {{due_date}}. Puoi vedere la fattura e pagarla con il pulsante qui sotto. Se hai già pagato, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Vervaldatum van je factuur',
      body: 'Hoi {{first_name}}, de vervaldatum van je betaling van {{amount}} aan {{business_name}} voor {{reference}} is {{due_date}}. Met de knop hieronder kun je de factuur bekijken en betalen. Heb je al betaald, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'इनवॉइस के भुगतान की तारीख',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान {{due_date}} तक होना है। आप नीचे दिए गए बटन से इनवॉइस देख सकते हैं और भुगतान कर सकते हैं। यदि आपने भुगतान कर दिया है, तो आप इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Tagihan akan jatuh tempo',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} jatuh tempo pada {{due_date}}. Anda dapat melihat tagihan dan membayarnya melalui tombol di bawah. Jika sudah membayar, Anda dapat mengabaikan pesan ini.',
    },
  }),
}

/** On the day itself: the invoice is due today. Utility: a fact about one invoice of this shopper. */
export const invoiceDueToday: Template = {
  name: 'paynudge_invoice_due_today',
  category: 'utility',
  texts: textsOf(viewInvoice, {
    en_US: {
      header: 'Invoice due today',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} is due today, {{due_date}}. The button below opens the invoice, and you can pay it online there. If something is not right, tap “Need help”.',
    },
    de: {
      header: 'Rechnung heute fällig',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} ist heute, am {{due_date}}, fällig. Die Schaltfläche unten öffnet die Rechnung, dort kannst du sie online bezahlen. Wenn etwas nicht stimmt, tippe auf „Hilfe nötig“.',
    },
    es: {
      header: 'Tu factura vence hoy',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} vence hoy, {{due_date}}. El botón de abajo abre la factura y desde allí puedes pagarla en línea. Si algo no es correcto, toca “Necesito ayuda”.',
    },
    pt_BR: {
      header: 'Sua fatura vence hoje',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} vence hoje, {{due_date}}. O botão abaixo abre a fatura, e por ela você pode pagar on-line. Se algo não estiver certo, toque em “Preciso de ajuda”.',
    },
    fr: {
      header: 'Facture à régler aujourd’hui',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} est attendu aujourd’hui, le {{due_date}}. Le bouton ci-dessous ouvre la facture, que vous pouvez régler en ligne. Si quelque chose ne va pas, appuyez sur “J’ai besoin d’aide”.',
    },
    it: {
      header: 'Fattura in scadenza oggi',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} scade oggi, {{due_date}}. Il pulsante qui sotto apre la fattura, che puoi pagare online. Se qualcosa non torna, tocca “Ho bisogno di aiuto”.',
    },
    nl: {
      header: 'Vervaldatum is vandaag',
      body: 'Hoi {{first_name}}, de vervaldatum van je betaling van {{amount}} aan {{business_name}} voor {{reference}} is vandaag, {{due_date}}. De knop hieronder opent de factuur, die je daar online kunt betalen. Klopt er iets niet, tik dan op “Hulp nodig”.',
    },
    hi: {
      header: 'इनवॉइस का भुगतान आज होना है',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान आज, {{due_date}} को होना है। नीचे दिया गया बटन इनवॉइस खोलता है, जहाँ आप ऑनलाइन भुगतान कर सकते हैं। अगर कुछ सही न लगे, तो “मदद चाहिए” पर टैप करें।',
    },
    id: {
      header: 'Tagihan jatuh tempo hari ini',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} jatuh tempo hari ini, {{due_date}}. Tombol di bawah membuka tagihan, dan di sana Anda dapat membayarnya secara online. Jika ada yang keliru, ketuk “Butuh bantuan”.',
    },
  }),
}

/**
 * Some days after the due date: the invoice is still open; who sees a mistake may say so. Utility: it reports one open
 * invoice.
 */
export const invoiceOverdue: Template = {
  name: 'paynudge_invoice_overdue',
  category: 'utility',
  texts: textsOf(viewInvoice, {
    en_US: {
      header: 'Invoice still open',
      body: 'Hi {{first_name}}, our records show that your payment of {{amount}} to {{business_name}} for {{reference}} was due on {{due_date}} and is still open. You can view and pay the invoice with the button below, or contact us if something is not right. If you have already paid, you can ignore this message.',
    },
    de: {
      header: 'Rechnung noch offen',
      body: 'Hallo {{first_name}}, laut unseren Unterlagen war deine Zahlung über {{amount}} an {{business_name}} für {{reference}} am {{due_date}} fällig und ist noch offen. Über die Schaltfläche unten kannst du die Rechnung ansehen und bezahlen. Melde dich gern bei uns, wenn etwas nicht stimmt. Falls du schon bezahlt hast, kannst du diese Nachricht ignorieren.',
    },
    es: {
      header: 'Factura pendiente',
      body: 'Hola {{first_name}}, según nuestros registros, tu pago de {{amount}} a {{business_name}} por {{reference}} vencía el {{due_date}} y sigue pendiente. Puedes ver y pagar la factura con el botón de abajo, o escribirnos si algo no es correcto. Si ya pagaste, puedes ignorar este mensaje.',
    },
    pt_BR: {
      header: 'Fatura em aberto',
      body: 'Olá {{first_name}}, em nossos registros, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} venceu em {{due_date}} e ainda está em aberto. Você pode ver e pagar a fatura pelo botão abaixo ou falar conosco se algo não estiver certo. Se você já pagou, pode desconsiderar esta mensagem.',
    },
    fr: {
      header: 'Facture à régler',
      body: 'Bonjour {{first_name}}, d’après nos informations, votre paiement de {{amount}} à {{business_name}} pour {{reference}} était attendu pour le {{due_date}} et reste à effectuer. Vous pouvez consulter et régler la facture avec le bouton ci-dessous, ou nous écrire si quelque chose ne va pas. Si vous avez déjà payé, vous pouvez ignorer ce message.',
    },
    it: {
      header: 'Fattura in sospeso',
      body: 'Ciao {{first_name}}, dai nostri dati il pagamento di {{amount}} a {{business_name}} per {{reference}} con scadenza {{due_date}} risulta ancora in sospeso. Puoi vedere e pagare la fattura con il pulsante qui sotto, oppure scriverci se qualcosa non torna. Se hai già pagato, puoi ignorare questo messaggio.',
    },
    nl: {
      header: 'Factuur staat nog open',
      body: 'Hoi {{first_name}}, volgens onze gegevens staat je betaling van {{amount}} aan {{business_name}} voor {{reference}} met vervaldatum {{due_date}} nog open. Met de knop hieronder kun je de factuur bekijken en betalen. Laat het ons weten als er iets niet klopt. Heb je al betaald, dan kun je dit bericht negeren.',
    },
    hi: {
      header: 'इनवॉइस का भुगतान बाकी है',
      body: 'नमस्ते {{first_name}}, हमारे रिकॉर्ड के अनुसार आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान {{due_date}} तक होना था और अभी बाकी है। आप नीचे दिए गए बटन से इनवॉइस देख सकते हैं और भुगतान कर सकते हैं। कुछ सही न लगे, तो हमें बताएँ। यदि आपने भुगतान कर दिया है, तो आप इस संदेश को अनदेखा कर सकते हैं।',
    },
    id: {
      header: 'Tagihan belum lunas',
      body: 'Halo {{first_name}}, menurut catatan kami, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} jatuh tempo pada {{due_date}} dan belum selesai. Anda dapat melihat dan membayar tagihan melalui tombol di bawah, atau menghubungi kami jika ada yang keliru. Jika sudah membayar, Anda dapat mengabaikan pesan ini.',
    },
  }),
}

/** About a week later: the same invoice is still open. Utility: it reports one open invoice and asks for nothing else. */
export const invoiceOverdueReminder: Template = {
  name: 'paynudge_invoice_overdue_reminder',
  category: 'utility',
  texts: textsOf(viewInvoice, {
    en_US: {
      header: 'A reminder about your invoice',
      body: 'Hi {{first_name}}, a quick note that your payment of {{amount}} to {{business_name}} for {{reference}} with the due date {{due_date}} is still open. The button below opens the invoice, where you can also choose how to pay. If something is not right, tap “Need help” and we will look into it.',
    },
    de: {
      header: 'Erinnerung an deine Rechnung',
      body: 'Hallo {{first_name}}, ein kurzer Hinweis: Deine Zahlung über {{amount}} an {{business_name}} für {{reference}} war am {{due_date}} fällig und ist weiterhin offen. Die Schaltfläche unten öffnet die Rechnung, dort kannst du auch die Zahlungsart wählen. Wenn etwas nicht stimmt, tippe auf „Hilfe nötig“, wir sehen es uns an.',
    },
    es: {
      header: 'Recordatorio de tu factura',
      body: 'Hola {{first_name}}, te recordamos que tu pago de {{amount}} a {{business_name}} por {{reference}} con vencimiento el {{due_date}} sigue pendiente. El botón de abajo abre la factura, donde también puedes elegir cómo pagar. Si algo no es correcto, toca “Necesito ayuda” y lo revisamos.',
    },
    pt_BR: {
      header: 'Lembrete sobre sua fatura',
      body: 'Olá {{first_name}}, passando para lembrar que seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} com vencimento em {{due_date}} ainda está em aberto. O botão abaixo abre a fatura, onde você também pode escolher como pagar. Se algo não estiver certo, toque em “Preciso de ajuda” e nós verificamos.',
    },
    fr: {
      header: 'Rappel au sujet de votre facture',
      body: 'Bonjour {{first_name}}, un petit mot pour vous rappeler que votre paiement de {{amount}} à {{business_name}} pour {{reference}} avec échéance le {{due_date}} reste à effectuer. Le bouton ci-dessous ouvre la facture, où vous pouvez aussi choisir comment payer. Si quelque chose ne va pas, appuyez sur “J’ai besoin d’aide” et nous vérifierons.',
    },
    it: {
      header: 'Promemoria sulla tua fattura',
      body: 'Ciao {{first_name}}, ti ricordiamo che il pagamento di {{amount}} a {{business_name}} per {{reference}} con scadenza {{due_date}} è ancora in sospeso. Il pulsante qui sotto apre la fattura, dove puoi anche scegliere come pagare. Se qualcosa non torna, tocca “Ho bisogno di aiuto” e controlleremo.',
    },
    nl: {
      header: 'Herinnering aan je factuur',
      body: 'Hoi {{first_name}}, een korte herinnering: je betaling van {{amount}} aan {{business_name}} voor {{reference}} met vervaldatum {{due_date}} staat nog open. De knop hieronder opent de factuur, waar je ook kunt kiezen hoe je betaalt. Klopt er iets niet, tik dan op “Hulp nodig”, dan kijken we ernaar.',
    },
    hi: {
      header: 'आपके इनवॉइस की याद',
      body: 'नमस्ते {{first_name}}, हम याद दिलाना चाहते हैं कि आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान, जो {{due_date}} तक होना था, अभी बाकी है। नीचे दिया गया बटन इनवॉइस खोलता है, जहाँ आप भुगतान का तरीका भी चुन सकते हैं। अगर कुछ सही न लगे, तो “मदद चाहिए” पर टैप करें, हम देख लेंगे।',
    },
    id: {
      header: 'Pengingat tagihan Anda',
      body: 'Halo {{first_name}}, kami ingin mengingatkan bahwa pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} yang jatuh tempo pada {{due_date}} masih belum selesai. Tombol di bawah membuka tagihan, dan di sana Anda juga dapat memilih cara membayar. Jika ada yang keliru, ketuk “Butuh bantuan” dan kami akan memeriksanya.',
    },
  }),
}

/**
 * The last note: no more reminders of this invoice follow; it names the way to pay and the way to a person. Utility, as
 * the others.
 */
export const invoiceOverdueLast: Template = {
  name: 'paynudge_invoice_overdue_last',
  category: 'utility',
  texts: textsOf(viewInvoice, {
    en_US: {
      header: 'About your open invoice',
      body: 'Hi {{first_name}}, your payment of {{amount}} to {{business_name}} for {{reference}} was due on {{due_date}} and is still open. This is the last reminder we will send you about it. You can settle the invoice with the button below, or tap “Need help” if you have a question or something is not right.',
    },
    de: {
      header: 'Zu deiner offenen Rechnung',
      body: 'Hallo {{first_name}}, deine Zahlung über {{amount}} an {{business_name}} für {{reference}} war am {{due_date}} fällig und ist noch offen. Das ist die letzte Erinnerung, die wir dir dazu senden. Über die Schaltfläche unten kannst du die Rechnung bezahlen. Wenn du eine Frage hast oder etwas nicht stimmt, tippe auf „Hilfe nötig“.',
    },
    es: {
      header: 'Sobre tu factura pendiente',
      body: 'Hola {{first_name}}, tu pago de {{amount}} a {{business_name}} por {{reference}} vencía el {{due_date}} y sigue pendiente. Este es el último recordatorio que te enviamos sobre esta factura. Puedes pagarla con el botón de abajo. Si tienes alguna duda o algo no es correcto, toca “Necesito ayuda”.',
    },
    pt_BR: {
      header: 'Sobre sua fatura em aberto',
      body: 'Olá {{first_name}}, seu pagamento de {{amount}} para {{business_name}} referente a {{reference}} venceu em {{due_date}} e continua em aberto. Este é o último lembrete que enviamos sobre essa fatura. Você pode pagar pelo botão abaixo. Se tiver alguma dúvida ou se algo não estiver certo, toque em “Preciso de ajuda”.',
    },
    fr: {
      header: 'À propos de votre facture',
      body: 'Bonjour {{first_name}}, votre paiement de {{amount}} à {{business_name}} pour {{reference}} était attendu pour le {{due_date}} et reste à effectuer. Ce message est le dernier rappel que nous vous envoyons à ce sujet. Vous pouvez régler la facture avec le bouton ci-dessous. Si vous avez une question ou si quelque chose ne va pas, appuyez sur “J’ai besoin d’aide”.',
    },
    it: {
      header: 'La tua fattura in sospeso',
      body: 'Ciao {{first_name}}, il pagamento di {{amount}} a {{business_name}} per {{reference}} con scadenza {{due_date}} è ancora in sospeso. Questo è l’ultimo promemoria che ti inviamo su questa fattura. Puoi pagarla con il pulsante qui sotto. Se hai una domanda o qualcosa non torna, tocca “Ho bisogno di aiuto”.',
    },
    nl: {
      header: 'Over je openstaande factuur',
      body: 'Hoi {{first_name}}, je betaling van {{amount}} aan {{business_name}} voor {{reference}} met vervaldatum {{due_date}} staat nog open. Dit is de laatste herinnering die we je over deze factuur sturen. Je kunt betalen met de knop hieronder. Heb je een vraag of klopt er iets niet, tik dan op “Hulp nodig”.',
    },
    hi: {
      header: 'आपके इनवॉइस के बारे में',
      body: 'नमस्ते {{first_name}}, आपकी ओर से {{business_name}} को {{reference}} के लिए {{amount}} का भुगतान {{due_date}} तक होना था और अभी भी बाकी है। इस इनवॉइस के बारे में यह हमारा आखिरी रिमाइंडर है। आप नीचे दिए गए बटन से भुगतान कर सकते हैं। अगर कोई सवाल हो या कुछ सही न लगे, तो “मदद चाहिए” पर टैप करें।',
    },
    id: {
      header: 'Tentang tagihan Anda',
      body: 'Halo {{first_name}}, pembayaran sebesar {{amount}} ke {{business_name}} untuk {{reference}} jatuh tempo pada {{due_date}} dan masih belum selesai. Ini adalah pengingat terakhir dari kami tentang tagihan ini. Anda dapat membayar melalui tombol di bawah. Jika ada pertanyaan atau ada yang keliru, ketuk “Butuh bantuan”.',
    },
  }),
}
