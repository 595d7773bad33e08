import type { Account } from '../../domain/account.ts'
import { answersADayAtMost, type Wish } from '../../domain/answer.ts'
import { beginningOf, type Day } from '../../domain/day.ts'
import { timeZonesOf } from '../../domain/time-zone.ts'
import { countryOfPerson, isUserId } from '../../domain/user-id.ts'
import type { Understood } from '../../replies/index.ts'
import { readAccountSettings } from '../../store/account-settings.ts'
import { addAnswer, countAnswers } from '../../store/answers.ts'
import type { Tx } from '../../store/database.ts'
import { openEnrollments } from '../../store/enrollments.ts'
import { nudgesOf } from '../../store/nudges.ts'
import { keepPromise } from '../../store/promises.ts'
import { giveThread, holderOf } from '../../store/thread-turns.ts'

/** Something new that a shopper said, and who they are. */
export type Heard = {
  readonly account: Account
  readonly shopperId: string
  readonly phoneNumberId: string
  readonly wamid: string
  /** Whom an answer goes to. */
  readonly from: string
  readonly kind: string
  readonly understood: Understood | undefined
  /** The nudge it is about, as far as we can tell. */
  readonly nudgeId: string | undefined
  /** The shopper had taken back their consent before. */
  readonly wasStopped: boolean
}

const sentToBeRead: ReadonlySet<string> = new Set([
  'text',
  'button',
  'interactive',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
])

/** Whether a message of this kind of Meta's is sent to be read; a reaction, an edit or a word of WhatsApp's own is not. */
export function wantsAnswer(kind: string): boolean {
  return sentToBeRead.has(kind)
}

/** What follows from something a shopper said, besides their consent: an answer is planned, a thread handed over, a day kept. */
export async function follow(tx: Tx, heard: Heard, now: Temporal.Instant): Promise<void> {
  if (!wantsAnswer(heard.kind)) return
  const wish = await wishOf(tx, heard, now)
  if (!wish || (await isTalkingTooMuch(tx, heard, now))) return
  const { account, shopperId, phoneNumberId, from, wamid, nudgeId } = heard
  await addAnswer(
    tx,
    account,
    {
      shopperId,
      phoneNumberId,
      to: from,
      author: 'bot',
      wish,
      repliesTo: wamid,
      nudgeId,
      content: undefined,
    },
    now,
  )
}

/** A word about consent is confirmed whoever holds the thread; all else is the person's while one holds it. */
async function wishOf(tx: Tx, heard: Heard, now: Temporal.Instant): Promise<Wish | undefined> {
  const { account, shopperId, understood, wasStopped } = heard
  const want = understood?.want
  if (want?.kind === 'consent') {
    if (want.state === 'granted') return 'started'
    return wasStopped ? undefined : 'stopped'
  }
  if ((await holderOf(tx, account, shopperId)) === 'person') return undefined
  switch (want?.kind) {
    case 'show':
      return want.what
    case 'later': {
      const until = want.day && beginningFor(heard, want.day, now)
      return until && (await keepDay(tx, heard, until, now)) ? 'later-kept' : 'later-ask'
    }
    case 'person':
      return (await handOver(tx, heard, now)) ? 'person' : 'contact'
    case undefined: {
      if (await handOver(tx, heard, now)) return undefined
      return (await wasToldToday(tx, heard, now)) ? undefined : 'contact'
    }
  }
}

/** Gives the thread to a person where the merchant has any. */
async function handOver(tx: Tx, { account, shopperId }: Heard, now: Temporal.Instant): Promise<boolean> {
  const { staffed } = await readAccountSettings(tx, account)
  if (staffed) await giveThread(tx, account, { shopperId, heldBy: 'person', actor: 'bot' }, now)
  return staffed
}

async function wasToldToday(tx: Tx, { account, shopperId }: Heard, now: Temporal.Instant): Promise<boolean> {
  const since = now.subtract({ hours: 24 })
  return (await countAnswers(tx, account, { shopperId, wish: 'contact', since })) > 0
}

async function isTalkingTooMuch(tx: Tx, { account, shopperId }: Heard, now: Temporal.Instant) {
  const since = now.subtract({ hours: 24 })
  return (await countAnswers(tx, account, { shopperId, since })) >= answersADayAtMost
}

function beginningFor({ account, from }: Heard, day: Day, now: Temporal.Instant) {
  return beginningOf(day, now, timeZoneFor(account, from))
}

/** The likeliest clock of somebody of whom only the phone is known, or where that is from. */
export function timeZoneFor({ country }: Account, name: string): string {
  const place = isUserId(name) ? { phone: undefined, hiddenCountry: countryOfPerson(name) } : { phone: name }
  return timeZonesOf({ country: undefined, ...place, accountCountry: country })[0]
}

/** Keeps the day for what the shopper was asked about, or for all that is open; false when nothing is. */
async function keepDay(
  tx: Tx,
  { account, shopperId, nudgeId }: Heard,
  until: Temporal.Instant,
  now: Temporal.Instant,
): Promise<boolean> {
  const open = await openEnrollments(tx, account, shopperId)
  const nudges = await Promise.all(open.map((enrollment) => nudgesOf(tx, enrollment)))
  const named = open.filter((_, index) => nudges[index]?.some(({ id }) => id === nudgeId))
  const meant = named.length > 0 ? named : open
  for (const enrollment of meant) await keepPromise(tx, enrollment, until, now)
  return meant.length > 0
}
