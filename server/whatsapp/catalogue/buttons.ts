import type { Button, Language, TemplateText } from '../../domain/template.ts'

/** A label in every language; Meta allows 25 characters on it, and 20 where a message is sent directly. */
export type Labels = Readonly<Record<Language, string>>

/** Leads to the page where the payment is made. */
export const payNow: Labels = {
  en_US: 'Pay now',
  de: 'Jetzt bezahlen',
  es: 'Pagar ahora',
  pt_BR: 'Pagar agora',
  fr: 'Payer maintenant',
  it: 'Paga ora',
  nl: 'Nu betalen',
  hi: 'अभी भुगतान करें',
  id: 'Bayar sekarang',
}

const needHelp: Labels = {
  en_US: 'Need help',
  de: 'Hilfe nötig',
  es: 'Necesito ayuda',
  pt_BR: 'Preciso de ajuda',
  fr: 'J’ai besoin d’aide',
  it: 'Ho bisogno di aiuto',
  nl: 'Hulp nodig',
  hi: 'मदद चाहिए',
  id: 'Butuh bantuan',
}

const stopMessages: Labels = {
  en_US: 'Stop messages',
  de: 'Nachrichten stoppen',
  es: 'No más mensajes',
  pt_BR: 'Parar mensagens',
  fr: 'Arrêter les messages',
  it: 'Stop ai messaggi',
  nl: 'Stop berichten',
  hi: 'संदेश बंद करें',
  id: 'Hentikan pesan',
}

/** The buttons below a text about something of the shopper's own: its link, then the two answers. */
export function buttonsIn(language: Language, link: Labels): TemplateText['buttons'] {
  const [pay, stop] = offerButtonsIn(language, link)
  return [pay, { kind: 'reply', label: needHelp[language], answer: 'help' }, stop]
}

/** The buttons below an offer: its link, and the same way to stop as everywhere, since it stops the same. */
export function offerButtonsIn(language: Language, link: Labels): readonly [Button, Button] {
  return [
    { kind: 'link', label: link[language] },
    { kind: 'reply', label: stopMessages[language], answer: 'stop' },
  ]
}
