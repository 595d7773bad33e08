import type {
  AccountChoices,
  Attention,
  CustomerConsent,
  PlannedMessage,
  Thread,
  ThreadMessage,
  TimelineEntry,
  TimelineStory,
} from '../../server/routes/panel/contract.ts'
import type { Problem } from './api.ts'
import { countryName, momentText, percentText, pointsText } from './format.ts'

const many = (count: number, one: string) =>
  `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`

/** What the server says ends as it does at the command line, without a full stop. */
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Whether messages go out, in the same words in every view. "Live" is Stripe's word, for its own mode. */
const sending = {
  on: 'Paynudge is sending',
  watching: 'Paynudge is only watching',
  stopped: 'Paynudge is stopped',
  notSetUp: 'Paynudge is not set up yet',
  send: 'Send messages',
  watch: 'Only watch',
} as const

type Limits = AccountChoices['limits']['perDay']

const between = ({ least, most }: Limits) =>
  most === undefined ? `${least} or more` : `${least} to ${most.toLocaleString('en-US')}`

const fromTo = (limits: Limits) =>
  limits.most === undefined ? `of ${between(limits)}` : `from ${between(limits)}`

/** Of a share. */
const inPercent = ({ least, most = 1 }: Limits): Limits => ({ least: least * 100, most: most * 100 })

/** Every word of the panel, in English. A language is another file of this shape. */
export const texts = {
  many,
  loading: 'Loading',
  tryAgain: 'Try again',
  setUp: 'Set up Paynudge',
  modes: { live: 'Stripe live mode', test: 'Stripe test mode', sandbox: 'Stripe sandbox' },
  sending,
  copying: { copied: 'Copied', refused: 'Mark the text and copy it' },
  problems: {
    title: 'This could not be shown',
    changeTitle: 'This was not changed',
    words: problemWords,
  },
  notSetUp: {
    title: sending.notSetUp,
    description: 'Link a WhatsApp number and switch a flow on; until then nothing is sent.',
  },
  object: {
    titles: {
      customer: 'WhatsApp with this customer',
      invoice: 'WhatsApp about this invoice',
      payment: 'WhatsApp about this payment',
      subscription: 'WhatsApp about this subscription',
    },
    descriptions: {
      customer: 'What was said, what they agreed to, and which messages come next.',
      invoice: 'What was sent to have it paid, and what comes next.',
      payment: 'What was sent to have it paid, and what comes next.',
      subscription: 'What was sent about its renewals, and what comes next.',
    },
    which: (id: string) => `Payment ${id}`,
    mayOnlyLook:
      'Your role may read this, and neither answer customers nor change anything. Ask an administrator of the account for a role that may, such as Support specialist.',
    customer: 'Open the customer',
    customerWhy: 'Conversation and permission stand on the customer’s page.',
  },
  overview: {
    title: 'Recovered payments',
    description: 'What came back after a WhatsApp message',
    recovered: 'Recovered',
    noneRecovered: 'Nothing yet',
    rule: 'Counted as recovered: paid after the customer opened our link, answered, or read our message. Stripe’s own retries never count.',
    receivedBy: (currency: string) => `All money that came in, by what brought it (${currency})`,
    byWeek: (currency: string, weeks: number) => `Recovered by week, last ${weeks} weeks (${currency})`,
    payments: (count: number) => many(count, 'payment'),
    sent: (messages: number, delivered: number, clicks: number) =>
      `${many(messages, 'message')} sent, ${delivered.toLocaleString('en-US')} delivered, ${many(clicks, 'link')} opened`,
    charged: (kinds: readonly { category: string; charged: number; told: number }[]) =>
      `WhatsApp charges for ${kinds
        .map(({ category, charged, told }) => `${charged} of ${told} ${category.replaceAll('_', ' ')}`)
        .join(', ')} messages`,
    attention: 'Needs attention',
    nothingToDo: 'Nothing needs you right now.',
    next: 'Messages that wait',
    nextWhy: 'Each is decided anew at its time: payment, permission, hours and limits are checked first.',
    nothingNext:
      'None. One is planned when something happens that your flows write about, such as a failed payment.',
    shownOf: (shown: number, total: number) =>
      shown === total
        ? `${many(total, 'message')} waiting`
        : `${shown.toLocaleString('en-US')} of ${many(total, 'message')} waiting`,
    moreNext: 'Show later ones',
    planned: ({ step, at, fate }: PlannedMessage) => `Message ${step}: ${fates[fate]} ${momentText(at)}`,
    open: 'Open',
  },
  lift: {
    title: 'What the messages bring',
    points: (difference: number) => `${pointsText(difference)} percentage points`,
    between: (difference: number, low: number, high: number) =>
      `${pointsText(difference)} points so far; the true effect lies between ${pointsText(low)} and ${pointsText(high)} in 95 of 100 cases.`,
    notProven: 'Too few customers so far to tell',
    worse: 'Those written to paid less often. Look at your texts and delays before you write on.',
    treated: 'Written to',
    heldOut: 'Kept silent',
    paid: (side: string, paid: number, shoppers: number) =>
      `${side}: ${paid.toLocaleString('en-US')} of ${many(shoppers, 'customer')} paid`,
    rule: 'Customers who are kept silent by chance show who would have paid anyway. Each customer counts once, whatever made them pay.',
    soon: (share: number) =>
      `${percentText(share)} of the customers, chosen by chance, get no messages, so that you see what the messages bring. It shows once there are some on both sides.`,
    off: 'Nobody is kept silent, so nothing shows what would have come back anyway.',
    choose: 'Choose a share in the settings',
  },
  places: {
    settings: 'Open settings',
    onboarding: 'Open setup',
    whatsapp: 'Open WhatsApp Manager',
  },
  attributions: {
    clicked: 'Opened our link',
    answered: 'Answered our message',
    read: 'Read our message',
    unaided: 'Without our help',
    retry: 'Stripe’s own retry',
  },
  attention: attentionWords,
  timeline: {
    title: 'Messages',
    empty: 'No message was planned for this yet.',
    emptyHint:
      'A flow that is on starts when something happens that it writes about: a payment that fails, or an invoice that falls due.',
    nonePassedOver: 'No message goes out about this.',
    more: 'Show older',
    open: {
      planned: 'Under way',
      held: 'Held back',
      watched: 'Only watched',
      withheld: 'Not being sent',
    },
    ended: 'Ended',
    amount: (due: string) => `Amount: ${due}`,
    passedOver: 'Paynudge heard of this from Stripe, and no flow began',
    flowOff:
      'A flow that is switched on writes about what happens from then on, and not about this. Remind this customer yourself.',
    openFlows: 'Choose flows in the settings',
    next: nextWords,
    nothingNext: nothingNextWords,
    nudgeNow: 'Nudge now',
    nudgeNowHint: 'A message goes out early only where every rule allows it: permission, hours, limits.',
    hastened: 'Asked for: it is decided now',
    pause: 'Pause',
    pauseHint: 'A pause holds back every message about this until somebody lets it go on.',
    paused: 'Paused',
    isPaused: 'Paused',
    pausedBy: ({ by, since }: NonNullable<TimelineStory['paused']>) =>
      `Paused by ${by}, ${momentText(since)}`,
    pausedText: 'No message about this goes out until somebody lets it go on.',
    goOn: 'Let messages go on',
    wentOn: 'Messages go on',
    entry: entryWords,
    entryMoment: entryMomentWords,
  },
  thread: {
    title: 'Conversation',
    empty: 'Nothing was said with this customer yet.',
    emptyHint: 'What your flows send and what the customer writes back will stand here.',
    holders: { bot: 'The bot answers', person: 'A person answers' },
    turn: turnWords,
    windowOpen: (end: number) => `Your own words may be sent until ${momentText(end)}`,
    windowOver: (end: number) => `The 24 hours for your own words ended ${momentText(end)}`,
    take: 'Take over',
    taken: 'You answer now',
    takeHint: 'While a person answers, the bot is silent here and planned messages wait.',
    handBack: 'Hand back to the bot',
    handedBack: 'The bot answers now',
    reply: 'Your answer',
    replyHint: 'It goes out over WhatsApp. From then on a person answers here, until you hand it back.',
    replyMissing: 'Write what to send',
    send: 'Send',
    sent: 'Answer is on its way',
    notNow: 'You cannot write to this customer now',
    notInWords: 'You cannot write in your own words now',
    notSent: 'The answer was not sent',
    texts: 'What you can do instead',
    textsWhy:
      'Send an approved text. It does not answer a question, but once the customer writes back your own words may go out for 24 hours. Is it urgent, call or e-mail them.',
    text: 'A text approved by WhatsApp',
    textName: (key: string) => sentenceCase(key.replaceAll('_', ' ')),
    sendText: 'Send this text',
    below: (labels: readonly string[]) => `Below it: ${labels.join(' · ')}`,
    filledIn: 'What is in brackets was filled in for the customer when it was sent. It is not kept.',
    fillsIn: 'What is in brackets is filled in for the customer when it is sent.',
    earlier: 'Show earlier',
    unread: (count: number) => `${count} new`,
    isNew: 'New',
    markRead: 'Mark as read',
    markedRead: 'Marked as read',
    from: fromWords,
    statuses: {
      waiting: 'waits to be sent',
      sending: 'being sent',
      accepted: 'taken by WhatsApp',
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      failed: 'not delivered',
      skipped: 'not sent',
      unknown: 'WhatsApp did not say whether it took it',
    },
    wordless: wordlessWords,
  },
  consent: {
    title: 'Permission',
    purposes: { service: 'Messages about their payments', marketing: 'Offers' },
    states: { granted: 'Agreed', withdrawn: 'Stopped', unknown: 'Not known' },
    phone: 'WhatsApp number',
    noPhone: 'Stripe knows no phone number of this customer that can be one. Add it with its country code.',
    history: 'What this rests on',
    none: 'Nothing was recorded yet, so nothing is sent to them. Once they agree, record it here, or set whatsapp_opt_in to true in their metadata in Stripe.',
    sources: {
      shopper: 'the customer, in the chat',
      meta: 'WhatsApp’s own switch',
      metadata: 'whatsapp_opt_in in the customer’s metadata in Stripe',
      operator: 'somebody of your team',
      import: 'an imported file',
    },
    line: ledgerWords,
    record: 'Record permission',
    wording: 'What the customer agreed to, word for word',
    wordingHint: 'For example: “Send me payment reminders by WhatsApp.”',
    wordingMissing: 'Write down what the customer agreed to',
    proof: 'Where it can be looked up',
    proofHint: 'A form, a recording or a ticket. It is needed to lift an earlier stop.',
    save: 'Save permission',
    cancel: 'Cancel',
    stop: 'Stop messages',
    stopTitle: 'Stop all messages to this customer?',
    stopText:
      'Nothing is sent to them any more, about payments or offers. They can start it again by writing START.',
    stopConfirm: 'Stop messages',
    recorded: 'Permission recorded',
    stopped: 'Messages stopped',
  },
  settings: {
    saved: 'Saved',
    saving: 'Saving',
    failed: 'Not saved',
    lockedTitle: 'You may look, and not change anything',
    locked: 'Your role may look at this, and not change it. Ask an administrator of the account.',
    purpose: 'Here stands when, how often and about what Paynudge writes to your customers over WhatsApp.',
    howTo: 'Change what you like, then save it all at once with the button above.',
    unsaved: 'Changed, not saved yet',
    toMend: (count: number) => `Not saved: ${many(count, 'field')} to mend`,
    mendFirst: 'Mend what is marked to save',
    now: 'Right now',
    sendingHint: 'Messages go out to your customers as the flows that are on want it.',
    watchingHint: `Everything is decided and recorded, and nothing is sent. Choose “${sending.send}” under “Sending” below and save, and messages go out.`,
    stopHint: 'For an emergency: no message goes out, in any flow, until you resume.',
    stoppedHint: (note: string | null) =>
      `${note === null ? '' : `${sentence(note)} `}No message of it goes out until you resume it.`,
    on: 'On',
    off: 'Off',
    step: (place: number, delay: string) => `Message ${place}, ${delay}`,
    stopped: sending.stopped,
    resumed: 'Sending resumed',
    account: 'All messages',
    accountHint: 'Whether, how often and when Paynudge writes to one customer, in all flows together.',
    mode: 'Sending',
    modes: { live: sending.send, watch: `${sending.watch}: decide and record, send nothing` },
    perDay: 'Messages a day to one customer, at most',
    perDayHint: (limits: Limits) => `${between(limits)}, from all flows together.`,
    perWeek: 'Messages a week to one customer, at most',
    perWeekHint: (limits: Limits) => `${between(limits)}, and no fewer than a day.`,
    from: 'Send from',
    to: 'Send until',
    hours: 'On the customer’s own clock.',
    holdOut: 'Customers kept silent to measure the effect, in percent',
    holdOutHint: (limits: Limits) =>
      `${between(inPercent(limits))}. They get no messages, so that you see what would have come back anyway.`,
    flowHoldOutHint: (limits: Limits) => `${between(inPercent(limits))}, for this flow alone.`,
    wrong: {
      whole: (limits: Limits) => `Write a whole number ${fromTo(limits)}.`,
      share: (limits: Limits) => `Write a number ${fromTo(inPercent(limits))}, such as 10 or 2.5.`,
      caps: 'Allow at least as many messages a week as a day.',
      help: (limits: Limits) => `Write ${between(limits)} letters, such as help@example.com, or nothing.`,
      delays: 'Write the delays like 0, 45m, 2h, 3d, with commas between them.',
      tooManyDelays: (most: number) => `Write no more than ${many(most, 'delay')}.`,
      delaysGrow: 'Make each delay longer than the one before: all count from the same moment.',
      noneBefore: 'Write no delay below 0: no message of this flow can go before it began.',
      window: 'Watch the money for longer than the last delay.',
      webhook: 'Write an address that begins with https://, such as https://example.com/alarms.',
      email: 'Write one address, such as you@example.com.',
    },
    chat: 'Answers and language',
    chatHint: 'What customers who write back get.',
    language: 'Language',
    languageHint: 'Messages are written in it where Stripe does not tell a customer’s language.',
    support: 'Where customers find help',
    supportHint:
      'An e-mail address, a phone number or a page, as customers should read it. Leave it empty to name none.',
    staffed: 'People of your team answer in the chat',
    staffedHint: 'What the bot does not understand waits for them. Otherwise it names the place above.',
    keepWords: 'Days for which the words of chats are kept',
    keepWordsHint: (limits: Limits) => `${between(limits)}. With 0 nothing a customer writes is kept.`,
    autoCollection: 'Charge automatically once a customer has added a payment method in the chat',
    autoCollectionHint: 'For subscriptions that were paid by invoice so far.',
    alarms: {
      title: 'Alarms',
      why: 'When something keeps messages back, you can be told outside the Dashboard too.',
      webhook: 'Web address to call (webhook)',
      webhookHint:
        'For programmers: an https address that Paynudge calls when an alarm begins or ends. Leave it empty for none.',
      email: 'E-mail',
      emailHint: 'Leave it empty for none.',
      noMail: 'Paynudge cannot send e-mail yet. Ask whoever runs Paynudge for you to set a mail server up.',
      secretTitle: 'Copy the signing secret now: it is not shown again',
      secretHint:
        'Put it into the program at your web address: with it the program sees that a call comes from Paynudge. Another address gets another secret.',
      copySecret: 'Copy the secret',
    },
    flows: 'Flows',
    flowsHint:
      'A flow is one reason to write, such as a failed payment. Open one to switch it on or off, and to choose when its messages go out and what they say.',
    previewIn: 'Show texts in',
    previewHint: 'For you to read here. Customers get theirs in their own language.',
    flowOn: (name: string) => `Send messages: ${name}`,
    delays: 'Messages go out after',
    delaysHint: (most: number) =>
      `Up to ${many(most, 'message')}, separated by commas: 0, 45m, 3d. In minutes (m), hours (h) or days (d), all counted from the same moment.`,
    texts: 'Texts',
    otherTexts: 'Second texts',
    text: (place: number) => `Text of message ${place}`,
    ownText: 'Paynudge’s own',
    manyTexts: (count: number) =>
      `Paynudge chooses among ${count} texts by what went wrong; this is the first.`,
    secondText: (place: number) => `Second text of message ${place}, for every other customer`,
    noSecondText: 'None',
    secondTextHint: 'To compare two texts: the results show which of them works better.',
    textName: (key: string, isOwn: boolean) =>
      isOwn ? `Yours: ${key.replace('own:', '')}` : sentenceCase(key.replaceAll('_', ' ')),
    notInLanguage: 'This text is not written in the language shown.',
    buttons: (labels: string) => `Buttons: ${labels}`,
    perSubject: 'Messages about one matter, at most',
    perSubjectHint: 'About one invoice, order or subscription.',
    window: 'Days the money is watched for',
    windowHint: (limits: Limits) =>
      `${between(limits)}, from the moment it failed or fell due. Money that comes later is not counted.`,
    fallback: 'If a text is not approved in the customer’s language',
    fallbackHint: 'Most customers read their own language better than another.',
    noFallback: 'Send nothing',
    stripeEmails: 'Stripe e-mails customers about this too',
    stripeEmailsHint: 'As you set it up in Stripe under Billing or Emails. Paynudge cannot see it.',
    besideEmails: 'Send beside such an e-mail',
    besideEmailsHint: 'Unchecked, this flow sends nothing, since Stripe’s e-mail says it already.',
    everyone: 'Tell everybody',
    everyoneHint: 'Also customers who need to do nothing, since a payment method is on file.',
    needsLook: 'Needs another look',
    onButStopped: 'On, sending is stopped',
    confirmTitle: 'Save these changes?',
    confirm: 'Save changes',
    sender: 'Number this is sent from',
    senderHint: 'One chosen here holds for every country.',
    stopAll: 'Stop everything',
    stopTitle: 'Stop every message?',
    stopText: 'No message goes out, in any flow, until you resume. What is planned stays planned.',
    resume: 'Resume sending',
    resumeFlow: (name: string) => `Resume ${name}`,
    isStopped: (flow: string | undefined, since: number) =>
      `${flow ?? 'Paynudge'} is stopped since ${momentText(since)}`,
  },
  consequences: {
    modes: {
      live: 'Messages go out to customers from now on.',
      watch: 'No message goes out any more. What would be sent is only recorded.',
    },
    caps: (perDay: string, perWeek: string) =>
      `One customer may get up to ${perDay} a day and ${perWeek} a week.`,
    holdOut: (percent: string) =>
      `${percent}% of the customers who come new get no messages, to measure the effect.`,
    autoCollection:
      'Subscriptions paid by invoice are charged automatically once their customer has added a payment method in the chat.',
    webhook: 'The webhook that is told of alarms now is told no longer.',
    watching: `${sending.watching}: nothing of this reaches a customer until you choose “${sending.send}”.`,
    flowOn: (name: string) => `${name}: messages go out to customers.`,
    flowOnWatched: (name: string) => `${name}: what would be sent is recorded, and nothing is sent.`,
    flowOnStopped: (name: string) => `${name}: it is on, and nothing is sent until sending is resumed.`,
    flowOff: (name: string) => `${name}: nothing is sent any more, planned messages too.`,
    everyone: (name: string) => `${name}: customers who need to do nothing are written to as well.`,
    besideEmails: (name: string) => `${name}: customers hear of the same thing by e-mail and by WhatsApp.`,
  },
  numbers: {
    title: 'WhatsApp numbers',
    none: 'No number is linked yet. Until one is, nothing is sent.',
    warning: 'Good to know',
    default: 'Sends by default',
    status: (status: string) => numberStatuses[status] ?? `Meta calls it ${status}`,
    quality: (quality: string) => `Quality: ${qualities[quality] ?? 'not rated yet'}`,
    limit: limitWords,
    ids: (phoneNumberId: string, wabaId: string) =>
      `At Meta: phone number id ${phoneNumberId}, WhatsApp Business Account id ${wabaId}`,
    seen: (moment: string) => `As Meta showed it on ${moment}`,
    tokenEnds: (moment: string) => `Nothing is sent from this number after ${moment}`,
    tokenEndsText:
      'Its access token, by which Meta lets Paynudge send, ends then. Make a new one at Meta, if you can one that never ends, and link the number again with it.',
    renew: 'Link again with a new token',
    renewPurpose:
      'Only the access token is new: put it in below. Messages go out from this number as before.',
    makeDefault: 'Make default',
    chosen: 'Default number chosen',
    unlink: 'Unlink',
    unlinkTitle: (phone: string) => `Unlink ${phone}?`,
    unlinkText:
      'Nothing is sent from this number any more, and its access token is destroyed. Messages that wait go out from another number, or not at all. A STOP to it still counts.',
    unlinkConfirm: 'Unlink number',
    unlinked: 'Number unlinked',
    connect: 'Connect WhatsApp',
    connectHint: 'Sign in at Meta and choose your number there. The shortest way for most.',
    connecting: {
      title: 'Connect WhatsApp in two steps',
      goTo: 'Choose your number at Meta',
      goToHint: (moment: string) => `The page opens in a new tab. It can be used once, until ${moment}.`,
      open: 'Continue in a new tab',
      opened: 'Opened',
      openedHint: 'In a new tab. Go through it there to its end.',
      openAgain: 'Open the page again',
      comeBack: 'Come back here',
      comeBackLater: 'When the page says that it is done.',
      comeBackHint: 'Once the page says that it is done, look here for the number.',
      lookAgain: 'I have done it, look again',
      instead: 'Use your own credentials instead',
    },
    usualSender: 'As usual: by country, or the default number',
    goneSender: (phoneNumberId: string) => `Not linked any more: ${phoneNumberId}`,
    countries: {
      title: 'Numbers by country',
      hint: 'Customers in these countries are written to from the number chosen here, all others from the default number.',
      of: (country: string) => `Customers in ${countryName(country)}`,
      country: 'Add a country',
      countryHint: 'Its two letters, such as DE.',
      countryWrong: 'A country is two letters, such as DE',
      add: 'Add',
    },
    link: 'Link with your own credentials',
    another: 'Link another number',
    linkHint: 'Harder, for a number in a Meta app of your own: you copy its ids and its access token.',
    linkPurpose:
      'Messages will go out from this number. Paynudge asks Meta about it first, and asks you for more only where Meta does.',
    check: 'Check and link',
    linked: 'Number linked',
    notLinked: 'The number was not linked',
    mend: (labels: readonly string[]) => `Mend what is marked above: ${labels.join(', ')}.`,
    change: 'Change',
    stepTitle: (place: number, title: string) => `${place}. ${title}`,
    stepDone: 'Done',
    steps: {
      credentials: 'Copy three things from Meta',
      newToken: 'Put in the new access token',
      code: 'Confirm that the number is yours',
      pin: 'Register the number with a PIN',
    },
    onlyIfAsked: 'Only if Meta asks for it.',
    notAsked: 'Meta does not ask for it.',
    credentialsHint: 'At developers.facebook.com, in your app, under WhatsApp and API Setup.',
    credentialsOpen: 'Open your apps at Meta',
    tokenHint:
      'In Meta’s Business settings, choose the system user that may use this account and press “Generate token”. The two ids below stay as they are.',
    tokenOpen: 'Open the system users at Meta',
    credentialsGave: (phoneNumberId: string, wabaId: string) =>
      `Phone number id ${phoneNumberId}, WhatsApp Business Account id ${wabaId}, and an access token`,
    fields: {
      phoneNumberId: 'Phone number id',
      wabaId: 'WhatsApp Business Account id',
      token: 'Access token',
      app: 'Meta app of the token',
      code: 'Code from Meta',
      pin: 'Six-digit PIN',
    },
    hints: {
      phoneNumberId: 'A long number. It is not the phone number itself.',
      wabaId: 'On the same page: the account at Meta that your numbers belong to.',
      token:
        'The key by which Meta lets Paynudge send for you. Make it in Meta’s Business settings for a system user that may use this account. It is kept encrypted and never shown again.',
    },
    code: {
      why: 'Meta has not confirmed yet that this number is yours. Have Meta send a code to it, and write the code here.',
      way: 'How the code comes to the number',
      ways: { SMS: 'By text message', VOICE: 'By a call that reads it out' },
      send: 'Send a code',
      sendAgain: 'Send another code',
      sent: 'Code is on its way',
      notSent: 'No code was sent',
      onItsWay: 'Meta has sent a code to the number. Write it here.',
      hint: 'Six digits. If it does not come, have another one sent below.',
      confirm: 'Confirm the code',
      gave: 'Meta took the code: the number is yours.',
    },
    pin: {
      why: 'Meta has not registered this number for sending yet, and wants a PIN for that.',
      hint: 'The PIN the number already has for its two-step verification. If it has none, choose one and keep it. It is not the code Meta sent.',
      register: 'Register and link',
    },
    appHint: 'The app at Meta for which the access token was made.',
    usualApp: 'The app of Paynudge',
  },
  onboarding: {
    title: 'Recover payments over WhatsApp',
    description: 'Five steps. Nothing is sent before a flow is on and its texts are approved.',
    number: 'Link a WhatsApp number',
    numberWaits: 'Messages go out from a WhatsApp Business number of yours.',
    numberDone: (number: string) => `Linked: ${number}`,
    flows: 'Choose what to write about',
    flowsWaits: 'Switch at least one flow on.',
    flowsSaved: 'Each switch is saved at once. Below each name stands the first text it sends.',
    flowsDone: (count: number) => `${many(count, 'flow')} on`,
    approval: 'Have the texts approved by Meta',
    approvalWaits: (approved: number, wanted: number) => `${approved} of ${wanted} texts are approved.`,
    approvalDone: 'All texts are approved.',
    approvalBlocked: 'Link a number and switch a flow on first.',
    push: 'Hand the texts in',
    pushed: 'Texts handed in',
    test: 'Send yourself a test',
    testPhone: 'Your own WhatsApp number, with its country code',
    testHint: 'Such as +34 600 000 000. It joins your list of numbers that may get tests.',
    testWhy: 'See on your own phone what a customer sees.',
    testBlocked: 'It waits until the texts are approved.',
    allowed: 'Number added',
    testSend: 'Send a test',
    testSent: 'Test sent: look at your phone',
    live: 'Send messages, or only watch',
    liveChosen: 'Chosen: send messages',
    watchChosen: 'Chosen: only watch',
    watches: `${sending.watching}: it decides and records each message, and sends nothing.`,
    isLive: `You are all set: ${sending.on}. “${sending.watch}” has it decide and record, and send nothing.`,
    willBeLive: 'Messages go out as soon as the steps before are done.',
    firstMessage:
      'What happens next: the first message goes out when something happens that your flows write about, such as a failed payment, to a customer who agreed to WhatsApp messages. You see it in this app, and on the pages of the customer and the invoice.',
    nextMessage: ({ flowName, at }: PlannedMessage) =>
      `What happens next: “${flowName}” has a message planned for ${momentText(at)}. You see what comes of it in this app, and on the pages of the customer and the invoice.`,
    whatWatched:
      'What happens next: you see in this app, and on the pages of customers and invoices, what would have been sent and why. Nobody is written to until you press the button.',
    goLive: sending.send,
    watchOnly: sending.watch,
    switched: 'Saved',
  },
} as const

const numberStatuses: Readonly<Record<string, string>> = {
  CONNECTED: 'Connected',
  PENDING: 'Not registered',
  UNVERIFIED: 'Not registered',
  DISCONNECTED: 'Disconnected',
  OFFLINE: 'Offline',
  BANNED: 'Banned by Meta',
  RESTRICTED: 'Restricted by Meta',
  FLAGGED: 'Flagged for low quality',
  RATE_LIMITED: 'Sends no more for now',
  MIGRATED: 'Moved to another account',
  DELETED: 'Deleted at Meta',
}

const qualities: Readonly<Record<string, string>> = { GREEN: 'high', YELLOW: 'medium', RED: 'low' }

/** Meta writes its limits like `TIER_2K`. */
function limitWords(limit: string): string {
  if (limit === 'TIER_UNLIMITED') return 'No limit of people'
  const [, count, thousands] = /^TIER_(\d+)(K?)$/.exec(limit) ?? []
  if (count === undefined) return `Limit: ${limit}`
  const people = Number(count) * (thousands ? 1000 : 1)
  return `Up to ${people.toLocaleString('en-US')} people in 24 hours`
}

function problemWords({ code, words }: Problem): string {
  switch (code) {
    case 'unreachable':
      return 'The Paynudge server did not answer. Check your connection, and try again in a minute.'
    case 'unknown-user':
      return 'Stripe did not say who you are. Reload the page.'
    case 'signature-refused':
      return 'Stripe did not confirm who you are for this account. Reload the page, or sign in again.'
    case 'expired':
      return 'The request took too long to arrive, or your computer’s clock is wrong. Try again.'
    case 'unsigned':
      return 'This is not your doing, and messages go out meanwhile as planned. The Paynudge server does not recognise this app: ask whoever runs Paynudge for you to compare the app’s signing secret with the Dashboard.'
    case 'not-configured':
      return 'This is not your doing. The Paynudge server is not connected with this app yet: ask whoever runs Paynudge for you to give it the app’s signing secret.'
    case 'failed':
      return 'The server had a fault of its own and noted it. Try again in a minute.'
    case 'too-large':
    case 'invalid':
    case 'not-allowed':
    case 'too-often':
    case 'refused':
    case 'needs-pin':
    case 'needs-code':
    case 'conflict':
      return sentence(words)
  }
}

function attentionWords(attention: Attention): { readonly title: string; readonly todo: string } {
  switch (attention.kind) {
    case 'no-flow-on':
      return { title: 'No flow is on', todo: 'Switch on what you want to write about in the settings.' }
    case 'no-number':
      return { title: 'No WhatsApp number is linked', todo: 'Link one; until then nothing is sent.' }
    case 'watch-only':
      return {
        title: sending.watching,
        todo: `Nothing is sent until you choose “${sending.send}” in the settings.`,
      }
    case 'stopped':
      return stoppedWords(attention)
    case 'texts-unapproved':
      return {
        title: `Meta has approved ${attention.approved} of ${attention.wanted} texts`,
        todo: 'The others are not sent yet. Meta usually answers within a day.',
      }
    case 'set-aside':
      return {
        title: `${many(attention.count, 'event')} could not be handled`,
        todo: 'Ask whoever runs Paynudge for you: the server lists each with its error, and can handle it again.',
      }
    case 'alarm':
      return { title: attention.sentence, todo: alarmTodos[attention.alarm] ?? attention.todo }
  }
}

function stoppedWords({ what, flowName, note }: Extract<Attention, { readonly kind: 'stopped' }>) {
  const why = note ? ` (${note})` : ''
  switch (what) {
    case 'everything':
      return {
        title: `${sending.stopped} for every account`,
        todo: `No message goes out${why}. Whoever runs Paynudge for you stopped it; ask them when it goes on.`,
      }
    case 'account':
      return {
        title: sending.stopped,
        todo: `No message goes out, in any flow${why}. Press “Resume sending” in the settings to go on.`,
      }
    case 'flow':
      return {
        title: `The flow “${flowName}” is stopped`,
        todo: `No message of this flow goes out${why}. Press “Resume ${flowName}” in the settings to go on.`,
      }
  }
}

/** What to do in the Dashboard, where the server's own words are for the command line. */
const alarmTodos: Partial<Record<Extract<Attention, { readonly kind: 'alarm' }>['alarm'], string>> = {
  'token-refused':
    'Make a new token in Meta’s Business settings and link the number again; what waits goes out then.',
  'token-ending': 'Make a new one for a system user that never ends, and link the number again.',
  'texts-blocked':
    'Correct the texts Meta counts as marketing in WhatsApp Manager, and appeal there where Meta errs.',
  'template-unusable': 'Look for Meta’s reason in WhatsApp Manager, and hand the texts in again.',
  'template-out-of-step': 'Hand the texts in again.',
  'template-recategorized':
    'Ask Meta for a review in WhatsApp Manager within 60 days, or choose another text for the message in the settings.',
  'template-category-announced':
    'Ask Meta for a review in WhatsApp Manager, or choose another text for the message in the settings.',
  'template-poor':
    'Write less often or later with it, or choose another text for the message in the settings.',
  'flow-braked': 'Look at who got its messages and why, then resume the flow in the settings.',
}

/** What becomes of a planned message as things stand. */
const fates = {
  planned: 'planned for',
  held: 'held back, was planned for',
  watched: 'only recorded, not sent, on',
  withheld: 'not to be sent, was planned for',
} as const

/** What an entry's moment means: what is to come has not happened then. */
function entryMomentWords({ kind, at }: TimelineEntry): string {
  const moment = momentText(at)
  switch (kind) {
    case 'planned':
      return `Planned for ${moment}`
    case 'watched':
      return `To be recorded on ${moment}`
    case 'held':
    case 'withheld':
      return `Was planned for ${moment}`
    default:
      return moment
  }
}

/** The reason for which a flow ended stands in what happened. */
function nothingNextWords({ isOpen, entries }: TimelineStory): string {
  if (isOpen) return 'No message waits here any more. Paynudge goes on watching whether the money comes.'
  const because = entries.find(({ kind }) => kind === 'ended')?.reason
  return ['Nothing more is sent about this.', because].filter(Boolean).join(' ')
}

const entryFates = {
  planned: 'planned',
  held: 'held back',
  watched: 'will be recorded, and not sent',
  withheld: 'will not be sent as things stand',
} as const

function nextWords({ step, at, fate, isAskedFor }: NonNullable<TimelineStory['next']>): string {
  const moment = momentText(at)
  if (isAskedFor) return `Message ${step} was asked for just now`
  switch (fate) {
    case 'planned':
      return `Next: message ${step}, planned for ${moment}`
    case 'held':
      return `Message ${step} is held back; it was planned for ${moment}`
    case 'watched':
      return `Message ${step} will be recorded on ${moment}, and not sent`
    case 'withheld':
      return `As things stand message ${step} will not be sent; it was planned for ${moment}`
  }
}

function entryWords({ kind, step, money, refunded, attribution, by }: TimelineEntry): string {
  const message = step === undefined ? 'Message' : `Message ${step}`
  switch (kind) {
    case 'started':
      return 'The flow started'
    case 'sent':
      return `${message}: sent`
    case 'waits':
      return `${message}: put off`
    case 'not-sent':
      return `${message}: not sent`
    case 'accepted':
      return `${message}: WhatsApp took it`
    case 'refused':
      return `${message}: WhatsApp refused it`
    case 'unknown':
      return `${message}: WhatsApp did not say whether it took it`
    case 'open':
      return `${message}: on its way`
    case 'delivered':
      return `${message}: delivered`
    case 'read':
      return `${message}: read`
    case 'undelivered':
      return `${message}: not delivered`
    case 'opened':
      return `${message}: link opened`
    case 'paid': {
      const by = attribution ? `, ${cameBy[attribution]}` : ''
      const back = refunded ? `, ${refunded.text} refunded` : ''
      return `${money?.text ?? 'Money'} came in${by}${back}`
    }
    case 'ended':
      return 'The flow ended'
    case 'cancelled':
      return `${message}: cancelled`
    case 'planned':
    case 'held':
    case 'watched':
    case 'withheld':
      return `${message}: ${entryFates[kind]}`
    case 'hastened':
      return `${message}: asked for at once by ${by}`
    case 'paused':
      return `Paused by ${by}`
    case 'went-on':
      return `Let go on by ${by}`
  }
}

/** How money came in, after the words that it did. */
const cameBy: Readonly<Record<keyof typeof texts.attributions, string>> = {
  clicked: 'after our link was opened',
  answered: 'after an answer to our message',
  read: 'after our message was read',
  unaided: 'without our help',
  retry: 'by Stripe’s own retry',
}

function turnWords({ heldBy, turn }: Thread): string {
  if (!turn) return ''
  const since = momentText(turn.since)
  if (heldBy === 'bot') return `Handed back by ${turn.by}, ${since}`
  return turn.by === 'bot' ? `The bot asked for a person, ${since}` : `Taken over by ${turn.by}, ${since}`
}

function fromWords({ from, by }: ThreadMessage): string {
  switch (from) {
    case 'customer':
      return 'Customer'
    case 'bot':
      return 'Bot'
    case 'flow':
    case 'person':
      return by === null ? 'Somebody of your team' : sentenceCase(by)
  }
}

/** What stands where a message has no words to show. */
function wordlessWords({ from, kind, status }: ThreadMessage): string {
  if (from === 'flow') return `The text ${kind}`
  if (status === 'waiting' || status === 'sending') return 'Being written'
  const hadWords = from !== 'customer' || ['text', 'button', 'interactive'].includes(kind)
  return hadWords ? 'The words are no longer kept' : `Sent without words: ${kind}`
}

function ledgerWords({ purpose, state, source, at }: CustomerConsent['ledger'][number]): string {
  const about = texts.consent.purposes[purpose].toLowerCase()
  const said = state === 'granted' ? `Agreed to ${about}` : `Stopped ${about}`
  return `${said}, ${momentText(at)}, told by ${texts.consent.sources[source]}`
}
