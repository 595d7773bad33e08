import type { Day } from '../domain/day.ts'
import { readDay } from './named-days.ts'
import { buttonAnswer, buttonChoice, type Reply, type Said } from './reply.ts'
import { saysOneOf, type Wordings } from './wording.ts'

// biome-ignore format: one line for each kind of wording
const wordings: Wordings = {
  en_US: [
    'later', 'pay later', 'not now', 'remind me later', 'i will pay later', 'ill pay later', 'another time', 'not yet',
    'i cant pay now', 'i cannot pay now', 'give me more time', 'more time', 'i need more time', 'snooze',
    'i cant pay today', 'i have no money', 'no money', 'when i get paid',
  ],
  de: [
    'später', 'spaeter', 'später zahlen', 'später bezahlen', 'jetzt nicht', 'nicht jetzt', 'noch nicht', 'ich zahle später',
    'später erinnern', 'erinnere mich später', 'mehr zeit', 'ich brauche mehr zeit', 'ich kann jetzt nicht zahlen',
    'ein anderes mal',
  ],
  es: [
    'más tarde', 'después', 'luego', 'ahora no', 'pago después', 'pagar más tarde', 'pagaré más tarde', 'pago luego',
    'recuérdamelo más tarde', 'todavía no', 'aún no', 'más tiempo', 'necesito más tiempo', 'no puedo pagar ahora',
  ],
  pt_BR: [
    'mais tarde', 'depois', 'agora não', 'pago depois', 'pagar depois', 'vou pagar depois', 'ainda não', 'mais tempo',
    'preciso de mais tempo', 'me lembre depois', 'não posso pagar agora', 'outra hora',
  ],
  fr: [
    'plus tard', 'pas maintenant', 'payer plus tard', 'je paierai plus tard', 'je paie plus tard', 'pas encore',
    'plus de temps', 'il me faut plus de temps', 'rappelez moi plus tard', 'je ne peux pas payer maintenant',
    'une autre fois',
  ],
  it: [
    'più tardi', 'dopo', 'non ora', 'non adesso', 'pago dopo', 'pago più tardi', 'pagherò più tardi', 'non ancora',
    'più tempo', 'ho bisogno di più tempo', 'ricordamelo più tardi', 'non posso pagare ora', 'un altra volta',
  ],
  nl: [
    'later betalen', 'niet nu', 'nu niet', 'nog niet', 'ik betaal later', 'herinner me later', 'meer tijd',
    'ik heb meer tijd nodig', 'ik kan nu niet betalen', 'een andere keer', 'straks',
  ],
  hi: [
    'बाद में', 'अभी नहीं', 'बाद में भुगतान', 'बाद में भुगतान करूंगा', 'बाद में भुगतान करूंगी', 'बाद में दूंगा', 'समय चाहिए',
    'और समय चाहिए', 'बाद में याद दिलाएं', 'baad mein', 'baad me', 'abhi nahi', 'abhi nahin', 'baad me dunga',
    'baad me pay karunga', 'time chahiye', 'aur time chahiye',
  ],
  id: [
    'nanti', 'nanti saja', 'bayar nanti', 'belum', 'belum bisa', 'jangan sekarang', 'saya bayar nanti', 'lain kali',
    'ingatkan nanti', 'butuh waktu', 'minta waktu', 'belum ada uang',
  ],
}

const isSaid = saysOneOf(wordings)

/** The shopper asks for time, or names the day on which they will pay. */
export const later: Reply = {
  key: 'later',
  wants: (said) => {
    const isMeant = buttonAnswer(said) === 'later' || isSaid(said.text)
    const day = chosenDay(said) ?? (said.text === undefined ? undefined : readDay(said.text))
    return isMeant || day ? { kind: 'later', day } : undefined
  },
}

function chosenDay(said: Said): Day | undefined {
  const days = buttonAnswer(said) === 'later' ? Number(buttonChoice(said)) : Number.NaN
  return Number.isInteger(days) && days > 0 ? { kind: 'in-days', days } : undefined
}
