import type { Person } from './person.ts'
import { regretPerhaps } from './regrets.ts'
import { type Hours, later, type Stage } from './stage.ts'

type Message = Stage['world']['whatsapp']['messages'][number]

const ways = {
  ...{
    ignores: 50,
    paysByLink: 22,
    onlyOpens: 10,
    pays: 7,
    stops: 2,
    tapsStop: 1,
    noOffers: 2,
    chats: 4,
    forbids: 2,
  },
} as const

const soon: Hours = [0, 20]
const takesLong: Hours = [24, 200]
const shareOfReturns = 0.3

/** Lets people look at what came to their phones since the last time, and do as they please. */
export function createAnswers(stage: Stage): () => void {
  const { whatsapp } = stage.world
  const owners = Map.groupBy(stage.people, ({ phone }) => phone)
  let seen = 0
  return () => {
    const fresh = whatsapp.messages.slice(seen)
    seen = whatsapp.messages.length
    for (const message of fresh) {
      const person = owners.get(message.to)?.at(-1)
      if (person && message.direction === 'outbound' && message.status !== 'failed')
        answer(stage, person, message)
    }
  }
}

function answer(stage: Stage, person: Person, message: Message) {
  const { random } = stage
  const way = random.weighed(ways)
  const act = (work: () => unknown) => later(stage, person, soon, work)
  switch (way) {
    case 'ignores':
      return
    case 'paysByLink':
      act(async () => {
        await open(message)
        settleSomething(stage, person)
      })
      return
    case 'onlyOpens':
      act(() => open(message))
      return
    case 'pays':
      act(() => settleSomething(stage, person))
      return
    case 'stops':
      act(() => stop(stage, message, 'word'))
      return
    case 'tapsStop':
      act(() => stop(stage, message, 'button'))
      return
    case 'noOffers':
      act(() => refuseOffers(stage, message.to))
      return
    case 'chats':
      act(() => stage.world.whatsapp.reply(message.to, 'Who is this?'))
      return
    case 'forbids':
      act(() => forbid(stage, person))
  }
}

/** Opens the link of a message as a phone's browser does, without following it. */
async function open({ buttons }: Message) {
  const link = buttons.find(({ url }) => url?.startsWith('http'))?.url
  if (!link) return
  const answer = await fetch(link, { headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' }, redirect: 'manual' })
  await answer.arrayBuffer()
}

function settleSomething(stage: Stage, person: Person) {
  for (const matter of person.matters.toReversed()) {
    const intent = matter.settle()
    if (intent) return regretPerhaps(stage, person, intent)
  }
}

async function stop(stage: Stage, { to, id, buttons }: Message, how: 'word' | 'button') {
  const { world } = stage
  const label = buttons.find(({ payload }) => payload?.startsWith('stop:'))?.label
  note(stage, to, ['service', 'marketing'], false)
  if (how === 'button' && label) await world.whatsapp.tap(to, id, label)
  else await world.whatsapp.reply(to, 'Stop')
  const person = stage.people.find(({ phone }) => phone === to)
  if (person && stage.random.chance(shareOfReturns)) later(stage, person, takesLong, () => start(stage, to))
}

async function start(stage: Stage, phone: string) {
  await stage.world.whatsapp.reply(phone, 'START')
  const hadOffers = stage.ledger.words.some(
    ({ of, purpose, isGranted }) => of === phone && purpose === 'marketing' && isGranted,
  )
  note(stage, phone, hadOffers ? ['service', 'marketing'] : ['service'], true)
}

async function refuseOffers(stage: Stage, phone: string) {
  note(stage, phone, ['marketing'], false)
  await stage.world.whatsapp.setMarketingPreference(phone, 'stop')
}

/** The customer tells the merchant, who notes it in Stripe. */
function forbid({ world, ledger }: Stage, { id }: Person) {
  const at = world.clock.now().epochMilliseconds
  ledger.note({ of: id, purpose: 'service', isGranted: false, at })
  world.stripe.updateCustomer(id, { metadata: { whatsapp_opt_in: 'false' } })
}

function note(
  { world, ledger }: Stage,
  phone: string,
  purposes: readonly ('service' | 'marketing')[],
  isGranted: boolean,
) {
  const at = world.clock.now().epochMilliseconds
  for (const purpose of purposes) ledger.note({ of: phone, purpose, isGranted, at })
}
