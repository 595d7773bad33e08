import type { AnswerTexts } from './texts.ts'

/** What the bot says in Hindi. */
export const hi: AnswerTexts = {
  stopped: '{business} अब आपको यहाँ संदेश नहीं भेजेगा। अगर आप अपना मन बदलें, तो START लिखें।',
  started: '{business} अब आपको यहाँ फिर से संदेश भेज सकता है। इसे कभी भी रोकने के लिए STOP लिखें।',
  pay: 'यहाँ आप {business} को {reference} के लिए {amount} का भुगतान कर सकते हैं। लिंक अभी मान्य है।',
  payLabel: 'अभी भुगतान करें',
  nothingOpen: 'जहाँ तक हम देख सकते हैं, {business} के साथ कुछ भी बकाया नहीं है। आपको कुछ नहीं करना है।',
  laterAsk: 'कोई बात नहीं। {business} आपको कब याद दिलाए?',
  laterLabel: 'दिन चुनें',
  laterTomorrow: 'कल',
  laterThreeDays: '3 दिन में',
  laterWeek: 'एक हफ्ते में',
  laterTwoWeeks: '2 हफ्ते में',
  laterKept: 'ठीक है। {business} आपको {day} से पहले इसकी याद नहीं दिलाएगा। पहले भुगतान करने के लिए भुगतान लिखें।',
  invoice: '{business} की ओर से {reference} यहाँ है।',
  noInvoice: 'इसके लिए {business} का कोई इनवॉइस हमारे पास भेजने के लिए नहीं है।',
  statement: 'ये {business} के साथ आपके बकाया इनवॉइस हैं।',
  balance: '{business} के साथ अभी इतना बकाया है:',
  balanceLine: '{amount} ({count} × इनवॉइस)',
  details: '{business} के {reference} में यह शामिल है:',
  auto: 'यहाँ आप {business} के साथ स्वचालित भुगतान चालू कर सकते हैं। उस पेज पर कोई राशि नहीं काटी जाती।',
  autoLabel: 'चालू करें',
  noAuto: '{business} के साथ ऐसा कुछ नहीं है जिसका भुगतान अपने आप हो सके।',
  person: 'धन्यवाद। {business} से कोई आपको यहाँ जवाब देगा।',
  contact:
    'यह {business} का स्वचालित सहायक है और आपकी बात समझ नहीं पाया। मदद यहाँ मिलेगी: {contact}. आप भुगतान, बकाया, बिल, बाद में या STOP भी लिख सकते हैं।',
  noContact:
    'यह {business} का स्वचालित सहायक है और आपकी बात समझ नहीं पाया। कृपया सीधे {business} से संपर्क करें। आप भुगतान, बकाया, बिल, बाद में या STOP भी लिख सकते हैं।',
}
