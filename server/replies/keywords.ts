import { bare, everyWording, type Wordings } from './wording.ts'

// Left out on purpose, for a person to read: words that end the contract rather than the messages (kündigen,
// résilier, opzeggen, disdire), Italian "fine" (an English yes) and Hindi "रुको" (wait).
// biome-ignore format: one line for each kind of wording
const stopWordsByLanguage: Wordings = {
  // The first line is the list of 47 CFR 64.1200(a)(10).
  en_US: [
    'stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe',
    'stop all', 'stopall', 'stop it', 'stop now', 'stop please', 'please stop', 'optout', 'opt me out',
    'unsubscribe me', 'please unsubscribe', 'please unsubscribe me', 'unsubscribe please', 'remove me',
    'stop message', 'stop messages', 'stop messaging', 'stop messaging me', 'stop texting', 'stop texting me',
    'stop these messages', 'stop sending messages', 'stop sending me messages', 'stop reminders',
    'stop promotions', 'stop promos', 'stop offers', 'no promotions', 'no offers',
    'unsubscribe from promotions', 'unsubscribe from promos', 'not interested',
    'cancel messages', 'end messages', 'no messages', 'no more messages', 'no more reminders',
    'dont message me', 'do not message me', 'dont text me', 'do not text me',
    'dont contact me', 'do not contact me', 'leave me alone',
  ],
  de: [
    'stopp', 'stoppen', 'stop bitte', 'stopp bitte', 'bitte stop', 'bitte stopp', 'bitte stoppen',
    'abmelden', 'abmeldung', 'bitte abmelden', 'abbestellen', 'bitte abbestellen', 'austragen',
    'abbrechen', 'beenden', 'ende',
    'nachrichten stoppen', 'nachrichten abbestellen', 'nachrichten beenden',
    'keine nachrichten', 'keine nachrichten mehr', 'bitte keine nachrichten mehr', 'keine erinnerungen mehr',
    'aufhören', 'aufhoeren', 'aufhoren', 'bitte aufhören', 'bitte aufhoeren', 'bitte aufhoren',
    'hör auf', 'hoer auf', 'hor auf', 'hört auf', 'hoert auf', 'hort auf',
  ],
  es: [
    'baja', 'dar de baja', 'darse de baja', 'darme de baja', 'dame de baja', 'quiero darme de baja',
    'parar', 'pare', 'para', 'alto', 'basta', 'fin', 'salir', 'detener', 'detén', 'deten', 'stop por favor',
    'cancelar', 'anular', 'desuscribir', 'desuscribirme', 'desuscribirse', 'desuscríbeme', 'desuscribeme',
    'parar mensajes', 'detener mensajes', 'cancelar mensajes', 'no mensajes',
    'no más', 'no mas', 'no más mensajes', 'no mas mensajes', 'no más recordatorios', 'no mas recordatorios',
    'no quiero mensajes', 'no quiero más mensajes', 'no quiero mas mensajes',
    'no me escriban', 'no me escriban más', 'no me escriban mas', 'no me escribas más', 'no me escribas mas',
    'deja de escribirme', 'dejen de escribirme', 'no molestar',
  ],
  pt_BR: [
    'parar', 'pare', 'para', 'sair', 'cancelar', 'encerrar', 'remover', 'pare por favor',
    'descadastrar', 'descadastro', 'descadastre', 'me descadastre', 'quero me descadastrar',
    'parar mensagens', 'cancelar mensagens', 'chega de mensagens', 'sem mensagens',
    'pare de enviar mensagens', 'pare de mandar mensagens',
    'não quero mensagens', 'nao quero mensagens', 'não quero mais mensagens', 'nao quero mais mensagens',
    'não quero mais receber mensagens', 'nao quero mais receber mensagens',
    'não quero receber mensagens', 'nao quero receber mensagens',
    'não enviar mais', 'nao enviar mais', 'não me envie mais mensagens', 'nao me envie mais mensagens',
  ],
  // "plus de messages" means "no more" as well as "more": in doubt nothing is sent.
  fr: [
    'arrêt', 'arret', 'arrêter', 'arreter', 'arrête', 'arrete', 'arrêtez', 'arretez', 'stopper', 'annuler',
    'fin',
    'stop svp', 'stop sms', 'stop merci', 'ça suffit', 'ca suffit',
    'désinscription', 'desinscription', 'désinscrire', 'desinscrire', 'me désinscrire', 'me desinscrire',
    'désabonner', 'desabonner', 'me désabonner', 'me desabonner', 'se désabonner', 'se desabonner',
    'arrêter les messages', 'arreter les messages', 'arrêtez les messages', 'arretez les messages',
    'stop aux messages', 'stop messages', 'plus de message', 'plus de messages',
    'ne plus recevoir', 'ne plus recevoir de messages', 'ne me contactez plus',
  ],
  it: [
    'ferma', 'fermare', 'fermati', 'fermate', 'fermatevi', 'basta', 'smettila', 'smettetela', 'esci',
    'annulla',
    'disiscrivi', 'disiscrivimi', 'disiscriviti', 'disiscrivermi', 'disiscrizione',
    'cancella', 'cancellami', 'cancellazione', 'rimuovimi', 'stop per favore', 'stop grazie',
    'stop messaggi', 'stop ai messaggi', 'basta messaggi', 'ferma i messaggi', 'niente messaggi',
    'niente più messaggi', 'niente piu messaggi', 'non voglio messaggi',
    'non voglio più messaggi', 'non voglio piu messaggi', 'non scrivetemi più', 'non scrivetemi piu',
    'non scrivermi più', 'non scrivermi piu',
  ],
  nl: [
    'stoppen', 'stop maar', 'stop aub', 'stop alsjeblieft', 'hou op', 'houd op', 'ophouden', 'einde',
    'beëindigen', 'beeindigen', 'annuleren',
    'afmelden', 'afmelding', 'meld me af', 'meld mij af', 'uitschrijven', 'uitschrijving',
    'schrijf me uit', 'schrijf mij uit',
    'stop berichten', 'stop met berichten', 'stop met berichten sturen', 'berichten stoppen',
    'geen berichten', 'geen berichten meer', 'geen berichten meer aub', 'geen herinneringen meer',
  ],
  hi: [
    'बंद', 'बन्द', 'बंद करो', 'बन्द करो', 'बंद करें', 'बन्द करें', 'बंद कीजिए', 'बंद कर दो', 'बंद कर दीजिए',
    'स्टॉप', 'रोको', 'रोकें', 'रोक दो', 'रोकिए', 'रद्द', 'रद्द करो', 'रद्द करें', 'अनसब्सक्राइब',
    'संदेश बंद करें', 'संदेश बंद करो', 'संदेश बन्द करें', 'संदेश रोकें', 'मैसेज बंद करो', 'मैसेज बंद करें',
    'मैसेज रोकें',
    'मैसेज मत भेजो', 'मैसेज मत भेजें', 'मैसेज मत भेजिए', 'मैसेज न भेजें', 'संदेश मत भेजो', 'संदेश मत भेजें',
    'संदेश न भेजें',
    'band', 'bandh', 'band karo', 'bandh karo', 'band kare', 'band karen', 'band karein', 'band kijiye',
    'band kar do',
    'stop karo', 'roko', 'roken', 'rokein', 'rok do', 'radd', 'radd karo', 'radd karen', 'radd karein',
    'sandesh band karo', 'sandesh band karen', 'sandesh band karein', 'message band karo',
    'message band karen',
    'message band karein', 'msg band karo', 'message mat bhejo', 'msg mat bhejo', 'message mat bhejiye',
    'mat bhejo',
    'message na bhejen', 'message na bhejein',
  ],
  id: [
    'berhenti', 'setop', 'hentikan', 'unreg', 'keluar', 'batal', 'batalkan', 'berhenti berlangganan',
    'hentikan pesan', 'stop pesan', 'stop kirim pesan', 'berhenti kirim pesan', 'berhenti mengirim pesan',
    'jangan kirim pesan', 'jangan kirim pesan lagi', 'jangan kirim lagi', 'tolong berhenti', 'mohon berhenti',
    'jangan hubungi saya', 'jangan hubungi saya lagi', 'tidak mau menerima pesan',
  ],
}

// Left out on purpose: words that may agree to or ask for something else (yes, ok, continue, subscribe,
// anmelden). A start that was missed can be written again.
// biome-ignore format: one line for each kind of wording
const startWordsByLanguage: Wordings = {
  en_US: [
    'start', 'unstop', 'resume', 'opt in', 'optin', 'opt me in', 'start again', 'please start',
    'start messages', 'start messages again', 'resume messages', 'start messaging me',
  ],
  de: [
    'starten', 'wieder starten', 'wieder anmelden', 'nachrichten starten',
    'nachrichten wieder starten', 'nachrichten fortsetzen', 'wieder nachrichten',
  ],
  es: [
    'alta', 'iniciar', 'empezar', 'comenzar', 'reanudar',
    'iniciar mensajes', 'activar mensajes', 'reactivar mensajes', 'reanudar mensajes',
  ],
  pt_BR: [
    'iniciar', 'começar', 'comecar', 'retomar', 'iniciar mensagens', 'ativar mensagens',
    'reativar mensagens', 'retomar mensagens', 'receber mensagens',
  ],
  fr: [
    'démarrer', 'demarrer', 'commencer', 'reprendre', 'reprendre les messages', 'recevoir les messages',
    'activer les messages', 'réactiver les messages', 'reactiver les messages',
  ],
  it: [
    'inizia', 'iniziare', 'avvia', 'riprendi', 'riprendi i messaggi', 'attiva messaggi', 'attiva i messaggi',
    'riattiva messaggi', 'riattiva i messaggi',
  ],
  nl: [
    'starten', 'hervatten', 'start berichten', 'berichten starten', 'berichten hervatten',
    'berichten ontvangen',
  ],
  hi: [
    'शुरू', 'शुरु', 'शुरू करें', 'शुरु करें', 'शुरू करो', 'शुरु करो', 'स्टार्ट',
    'संदेश शुरू करें', 'संदेश चालू करें', 'मैसेज शुरू करो', 'मैसेज शुरू करें', 'मैसेज चालू करो',
    'मैसेज चालू करें',
    'shuru', 'shuru karo', 'shuru karen', 'shuru karein', 'start karo',
    'sandesh shuru karen', 'sandesh shuru karein', 'message shuru karo', 'message chalu karo',
  ],
  id: [
    'mulai', 'mulai lagi', 'mulai pesan', 'lanjutkan pesan', 'aktifkan pesan', 'kirim pesan lagi',
  ],
}

/** What a shopper writes, and nothing else with it, to get no more messages: lower case, no punctuation. */
export const stopWords: readonly string[] = everyWording(stopWordsByLanguage)

/** What a shopper writes, and nothing else with it, to get messages again: lower case, no punctuation. */
export const startWords: readonly string[] = everyWording(startWordsByLanguage)

const stops: ReadonlySet<string> = new Set(stopWords.map(bare))
const starts: ReadonlySet<string> = new Set(startWords.map(bare))

/** The keyword a message consists of; undefined when it says anything else besides. */
export function readKeyword(text: string): 'stop' | 'start' | undefined {
  const message = bare(text)
  if (stops.has(message)) return 'stop'
  if (starts.has(message) && !isQuestion(text)) return 'start'
  return undefined
}

// "Start?" asks what it does; consent wants more than that.
function isQuestion(text: string): boolean {
  return /[?？¿]/u.test(text)
}
