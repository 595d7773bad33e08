import { buttonAnswer, type Reply } from './reply.ts'
import { saysOneOf, type Wordings } from './wording.ts'

// biome-ignore format: one line for each kind of wording
const wordings: Wordings = {
  en_US: [
    'help', 'help me', 'i need help', 'need help', 'please help', 'help please', 'support', 'agent', 'human',
    'a human', 'real person', 'person', 'talk to a person', 'talk to someone', 'speak to someone',
    'speak to a person', 'talk to a human', 'speak to a human', 'call me', 'please call me', 'customer service',
    'operator', 'question', 'i have a question',
  ],
  de: [
    'hilfe', 'hilfe bitte', 'bitte helfen', 'ich brauche hilfe', 'brauche hilfe', 'hilfe nötig', 'mensch', 'mitarbeiter',
    'ansprechpartner', 'kundenservice', 'kundendienst', 'mit einem menschen sprechen', 'bitte anrufen',
    'ruft mich an', 'bitte um rückruf', 'rückruf', 'frage', 'ich habe eine frage',
  ],
  es: [
    'ayuda', 'necesito ayuda', 'ayuda por favor', 'ayúdame', 'ayúdenme', 'agente', 'asesor', 'humano', 'persona',
    'una persona', 'hablar con una persona', 'hablar con alguien', 'hablar con un agente', 'quiero hablar con alguien',
    'soporte', 'atención al cliente', 'llámame', 'llámenme', 'tengo una pregunta', 'tengo una duda',
  ],
  pt_BR: [
    'ajuda', 'preciso de ajuda', 'me ajuda', 'me ajude', 'ajuda por favor', 'atendente', 'atendimento', 'humano', 'pessoa',
    'falar com atendente', 'falar com um atendente', 'falar com alguém', 'falar com uma pessoa',
    'quero falar com um atendente', 'suporte', 'me liga', 'me ligue', 'tenho uma dúvida', 'dúvida',
  ],
  fr: [
    'aide', 'à laide', 'aidez moi', 'jai besoin daide', 'besoin daide', 'conseiller', 'un conseiller', 'agent', 'humain',
    'une personne', 'parler à quelquun', 'parler à un conseiller', 'parler à une personne', 'service client', 'assistance',
    'appelez moi', 'rappelez moi', 'jai une question', 'question',
  ],
  it: [
    'aiuto', 'ho bisogno di aiuto', 'mi serve aiuto', 'aiutatemi', 'operatore', 'un operatore', 'assistenza', 'persona',
    'parlare con un operatore', 'parlare con una persona', 'parlare con qualcuno', 'servizio clienti',
    'chiamatemi', 'richiamatemi', 'ho una domanda', 'domanda',
  ],
  nl: [
    'help', 'hulp', 'hulp nodig', 'ik heb hulp nodig', 'medewerker', 'een medewerker', 'mens', 'iemand spreken',
    'ik wil iemand spreken', 'klantenservice', 'bel me', 'bel mij', 'ik heb een vraag', 'vraag',
  ],
  hi: [
    'मदद', 'मदद चाहिए', 'मुझे मदद चाहिए', 'मदद करें', 'मदद करो', 'सहायता', 'सहायता चाहिए', 'किसी से बात करनी है',
    'इंसान से बात करनी है', 'कॉल करें', 'मुझे कॉल करें', 'सवाल है',
    'madad', 'madad chahiye', 'mujhe madad chahiye', 'sahayata', 'kisi se baat karni hai', 'call karo', 'call karein',
  ],
  id: [
    'bantuan', 'butuh bantuan', 'saya butuh bantuan', 'tolong', 'tolong bantu', 'bantu saya', 'cs', 'admin',
    'layanan pelanggan', 'bicara dengan orang', 'bicara dengan admin', 'hubungi saya', 'telepon saya', 'mau tanya',
    'saya mau bertanya',
  ],
}

const isSaid = saysOneOf(wordings)

/** The shopper wants to talk to a person, or needs help. */
export const person: Reply = {
  key: 'person',
  wants: (said) => (buttonAnswer(said) === 'help' || isSaid(said.text) ? { kind: 'person' } : undefined),
}
