import type { Language } from '../domain/template.ts'

/** What a shopper reads when a pay link leads to no payment; `{business}` is the merchant's name. */
export type PayPageTexts = {
  /** The language as the `lang` attribute of HTML wants it (BCP 47). */
  readonly htmlLang: string
  readonly paidTitle: string
  readonly paidBody: string
  readonly closedTitle: string
  readonly closedBody: string
  readonly laterTitle: string
  readonly laterBody: string
  readonly doneTitle: string
  readonly doneBody: string
}

/** The pay page's own texts in every language of the catalogue. */
export const payPageTexts: Readonly<Record<Language, PayPageTexts>> = {
  en_US: {
    htmlLang: 'en-US',
    paidTitle: 'Already paid',
    paidBody: 'This payment to {business} has already been made. There is nothing left to do.',
    closedTitle: 'No longer open',
    closedBody: 'This payment is no longer open. If you have a question, please contact {business}.',
    laterTitle: 'Please try again soon',
    laterBody: 'The payment page cannot be reached right now. Please try again in a few minutes.',
    doneTitle: 'Thank you',
    doneBody: 'That is done. You can close this page.',
  },
  de: {
    htmlLang: 'de',
    paidTitle: 'Schon bezahlt',
    paidBody: 'Diese Zahlung an {business} ist bereits erfolgt. Du musst nichts weiter tun.',
    closedTitle: 'Nicht mehr offen',
    closedBody:
      'Diese Zahlung ist nicht mehr offen. Wenn du eine Frage hast, wende dich bitte an {business}.',
    laterTitle: 'Bitte versuche es gleich noch einmal',
    laterBody:
      'Die Zahlungsseite ist gerade nicht erreichbar. Bitte versuche es in ein paar Minuten noch einmal.',
    doneTitle: 'Danke',
    doneBody: 'Das ist erledigt. Du kannst diese Seite schließen.',
  },
  es: {
    htmlLang: 'es',
    paidTitle: 'Ya está pagado',
    paidBody: 'Este pago a {business} ya se realizó. No tienes que hacer nada más.',
    closedTitle: 'Ya no está pendiente',
    closedBody: 'Este pago ya no está pendiente. Si tienes alguna duda, contacta con {business}.',
    laterTitle: 'Inténtalo en unos minutos',
    laterBody: 'La página de pago no está disponible en este momento. Inténtalo de nuevo en unos minutos.',
    doneTitle: 'Gracias',
    doneBody: 'Ya está hecho. Puedes cerrar esta página.',
  },
  pt_BR: {
    htmlLang: 'pt-BR',
    paidTitle: 'Já está pago',
    paidBody: 'Este pagamento para {business} já foi feito. Você não precisa fazer mais nada.',
    closedTitle: 'Não está mais em aberto',
    closedBody:
      'Este pagamento não está mais em aberto. Se tiver alguma dúvida, entre em contato com {business}.',
    laterTitle: 'Tente novamente em breve',
    laterBody: 'A página de pagamento não está disponível no momento. Tente novamente em alguns minutos.',
    doneTitle: 'Obrigado',
    doneBody: 'Está tudo certo. Você pode fechar esta página.',
  },
  fr: {
    htmlLang: 'fr',
    paidTitle: 'Déjà payé',
    paidBody: 'Ce paiement à {business} a déjà été effectué. Vous n’avez plus rien à faire.',
    closedTitle: 'Ce paiement n’est plus ouvert',
    closedBody: 'Ce paiement n’est plus ouvert. Si vous avez une question, veuillez contacter {business}.',
    laterTitle: 'Veuillez réessayer bientôt',
    laterBody:
      'La page de paiement est inaccessible pour le moment. Veuillez réessayer dans quelques minutes.',
    doneTitle: 'Merci',
    doneBody: 'C’est fait. Vous pouvez fermer cette page.',
  },
  it: {
    htmlLang: 'it',
    paidTitle: 'Già pagato',
    paidBody: 'Questo pagamento a {business} è già stato effettuato. Non devi fare altro.',
    closedTitle: 'Non più aperto',
    closedBody: 'Questo pagamento non è più aperto. Se hai una domanda, contatta {business}.',
    laterTitle: 'Riprova tra poco',
    laterBody: 'Al momento la pagina di pagamento non è raggiungibile. Riprova tra qualche minuto.',
    doneTitle: 'Grazie',
    doneBody: 'È tutto a posto. Puoi chiudere questa pagina.',
  },
  nl: {
    htmlLang: 'nl',
    paidTitle: 'Al betaald',
    paidBody: 'Deze betaling aan {business} is al gedaan. Je hoeft niets meer te doen.',
    closedTitle: 'Staat niet meer open',
    closedBody: 'Deze betaling staat niet meer open. Heb je een vraag, neem dan contact op met {business}.',
    laterTitle: 'Probeer het zo opnieuw',
    laterBody: 'De betaalpagina is op dit moment niet bereikbaar. Probeer het over een paar minuten opnieuw.',
    doneTitle: 'Bedankt',
    doneBody: 'Het is gelukt. Je kunt deze pagina sluiten.',
  },
  hi: {
    htmlLang: 'hi',
    paidTitle: 'भुगतान हो चुका है',
    paidBody: '{business} को यह भुगतान पहले ही हो चुका है। आपको और कुछ नहीं करना है।',
    closedTitle: 'यह भुगतान अब खुला नहीं है',
    closedBody: 'यह भुगतान अब नहीं किया जा सकता। कोई सवाल हो, तो कृपया {business} से संपर्क करें।',
    laterTitle: 'कृपया थोड़ी देर में फिर कोशिश करें',
    laterBody: 'भुगतान पेज अभी नहीं खुल पा रहा है। कृपया कुछ मिनट बाद फिर कोशिश करें।',
    doneTitle: 'धन्यवाद',
    doneBody: 'यह पूरा हो गया है। आप यह पेज बंद कर सकते हैं।',
  },
  id: {
    htmlLang: 'id',
    paidTitle: 'Sudah dibayar',
    paidBody: 'Pembayaran ke {business} ini sudah dilakukan. Tidak ada lagi yang perlu Anda lakukan.',
    closedTitle: 'Sudah ditutup',
    closedBody: 'Pembayaran ini sudah ditutup. Jika ada pertanyaan, silakan hubungi {business}.',
    laterTitle: 'Silakan coba lagi sebentar lagi',
    laterBody: 'Halaman pembayaran saat ini tidak dapat dibuka. Silakan coba lagi dalam beberapa menit.',
    doneTitle: 'Terima kasih',
    doneBody: 'Sudah selesai. Anda dapat menutup halaman ini.',
  },
}
