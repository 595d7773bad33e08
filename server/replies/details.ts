import { showing } from './shown.ts'

/** The shopper wants to know what it is for. */
// biome-ignore format: one line for each kind of wording
export const details = showing('details', {
  en_US: [
    'details', 'detail', 'more details', 'what is this', 'what is this for', 'what for', 'for what', 'what is it for',
    'items', 'line items', 'why', 'info', 'more info',
  ],
  de: ['details', 'einzelheiten', 'wofür', 'wofür ist das', 'was ist das', 'positionen', 'mehr infos', 'warum'],
  es: [
    'detalles', 'detalle', 'más detalles', 'qué es esto', 'de qué es', 'para qué es', 'por qué', 'más información',
  ],
  pt_BR: ['detalhes', 'detalhe', 'mais detalhes', 'o que é isso', 'do que é', 'por quê', 'por que', 'mais informações'],
  fr: ['détails', 'détail', 'plus de détails', 'cest quoi', 'cest pour quoi', 'pourquoi', 'plus dinformations'],
  it: ['dettagli', 'dettaglio', 'più dettagli', 'cosè', 'che cosè', 'per cosa', 'perché', 'più informazioni'],
  nl: ['gegevens', 'meer details', 'wat is dit', 'waarvoor', 'waarvoor is dit', 'waarom', 'meer informatie'],
  hi: [
    'विवरण', 'जानकारी', 'यह क्या है', 'किस लिए', 'किसलिए', 'क्यों', 'vivaran', 'jankari', 'yeh kya hai', 'kis liye', 'kyon',
    'kyu',
  ],
  id: ['rincian', 'detail tagihan', 'ini apa', 'untuk apa', 'ini untuk apa', 'kenapa', 'info lebih lanjut'],
})
