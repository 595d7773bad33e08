import { addRegular } from '../../simulator/shop.ts'
import type { World } from '../../simulator/world.ts'
import type { Random } from '../crash/random.ts'
import type { Ledger } from './ledger.ts'
import { type Place, places } from './places.ts'

/** Something somebody could pay or do, as long as it stands open. */
export type Matter = {
  /** Does it if it still can be done; tells the payment intent that brought money, if one did. */
  readonly settle: () => string | undefined
}

/** A customer of the cast. */
export type Person = {
  readonly id: string
  readonly place: Place
  /** E.164; absent where the merchant knows none. */
  readonly phone: string | undefined
  /** What they could still do, oldest first. */
  readonly matters: Matter[]
  /** The merchant deleted them in Stripe. */
  isGone: boolean
}

const shareWithoutPhone = 0.06
const shareOfTwins = 0.03
const shareOfSilentReaders = 0.15
const shareOfPhonesOff = 0.03
const shareNotOnWhatsApp = 0.03

/** Adds so many customers to the shop, each with their word on being written to noted in the ledger. */
export function addPeople(
  world: World,
  count: number,
  { random, ledger }: { readonly random: Random; readonly ledger: Ledger },
): readonly Person[] {
  const people: Person[] = []
  for (let number = 0; number < count; number += 1) {
    const person = draw(number, random, people)
    people.push(person)
    const optIn = random.weighed({ true: 82, false: 6, none: 12 })
    const { id, place, phone } = person
    addRegular(world, {
      id,
      name: `Shopper ${number}`,
      country: place.country,
      locales: [place.locale],
      currency: place.currency,
      amount: random.between(5, 90) * 100,
      ...(place.region ? { region: place.region } : {}),
      ...(phone ? { phone } : {}),
      ...(optIn === 'none' ? {} : { optIn }),
    })
    const at = world.clock.now().epochMilliseconds
    if (optIn !== 'none') ledger.note({ of: id, purpose: 'service', isGranted: optIn === 'true', at })
    if (phone) beSomebody(world, phone, random)
  }
  return people
}

function draw(number: number, random: Random, people: readonly Person[]): Person {
  const id = `cus_m${String(number).padStart(5, '0')}`
  const twin = random.chance(shareOfTwins) ? people.at(-1) : undefined
  const place = twin?.place ?? places[number % places.length] ?? random.pick(places)
  const phone = twin ? twin.phone : random.chance(shareWithoutPhone) ? undefined : place.phone(number)
  return { id, place, phone, matters: [], isGone: false }
}

function beSomebody({ whatsapp }: World, phone: string, random: Random) {
  whatsapp.person(phone, {
    reads: !random.chance(shareOfSilentReaders),
    delivers: !random.chance(shareOfPhonesOff),
    onWhatsApp: !random.chance(shareNotOnWhatsApp),
  })
}
