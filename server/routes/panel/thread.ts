import { z } from 'zod'
import { phoneOf } from '../../commands/customer-consent.ts'
import { shopperOfCustomer, whatMayBeWritten } from '../../commands/customer-thread.ts'
import { answerThread, lookAtThread, markThreadSeen, turnThread } from '../../commands/threads.ts'
import { type By, type CommandTools, refusal } from '../../commands/tools.ts'
import type { Holder } from '../../domain/answer.ts'
import type { Done, OfCustomer } from './contract.ts'
import type { Endpoint } from './endpoint.ts'
import { nothingSaid, pageBefore, placeForm, shownThread } from './shown-thread.ts'

const customer = z.string().regex(/^cus_[A-Za-z0-9_]{1,200}$/)
const ofCustomer = z.strictObject({ customer })

/** What was said with a customer. */
export const thread: Endpoint<'/panel/thread'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({ customer, before: z.string().regex(placeForm).optional() }),
  async answer(tools, asking, { customer: id, before }) {
    const shopperId = await shopperOfCustomer(tools, asking, id)
    if (!shopperId) return nothingSaid
    return shownThread(tools, asking, await lookAtThread(tools, asking, shopperId, pageBefore(before)))
  },
}

/** Notes that a person looked at what a customer wrote. */
export const seen: Endpoint<'/panel/thread/seen'> = {
  kind: 'write',
  right: 'care',
  ask: ofCustomer,
  async answer(tools, asking, ask) {
    await markThreadSeen(tools, asking, await known(tools, asking, ask))
    return done
  },
}

/** Writes to a customer as a person, who has read what they wrote by then. */
export const answerOne: Endpoint<'/panel/thread/answer'> = {
  kind: 'write',
  right: 'care',
  ask: ofCustomer.extend({
    text: z.string().max(4_096).optional(),
    template: z.string().max(100).optional(),
  }),
  async answer(tools, asking, { customer: id, text, template }) {
    const whom = await known(tools, asking, { customer: id })
    const language = template && (await languageOffered(tools, asking, { whom, template }))
    const phone = await phoneOf(tools, asking, id)
    await answerThread(tools, asking, { whom, phone, text, template, language })
    await markThreadSeen(tools, asking, whom)
    return done
  },
}

async function languageOffered(
  tools: CommandTools,
  by: By,
  { whom, template }: { readonly whom: string; readonly template: string },
): Promise<string> {
  const { texts } = await whatMayBeWritten(tools, by, whom)
  const offered = texts.find(({ key }) => key === template)
  if (!offered)
    throw refusal('This text cannot be sent to the customer now. Reload the page to see which can')
  return offered.language
}

/** Has a person hold the thread. */
export const take: Endpoint<'/panel/thread/take'> = {
  kind: 'write',
  right: 'care',
  ask: ofCustomer,
  answer: (tools, asking, ask) => turned(tools, asking, ask, 'person'),
}

/** Gives the thread back to the bot. */
export const handBack: Endpoint<'/panel/thread/hand-back'> = {
  kind: 'write',
  right: 'care',
  ask: ofCustomer,
  answer: (tools, asking, ask) => turned(tools, asking, ask, 'bot'),
}

async function turned(tools: CommandTools, by: By, ask: OfCustomer, heldBy: Holder): Promise<Done> {
  await turnThread(tools, by, { whom: await known(tools, by, ask), heldBy })
  return done
}

async function known(tools: CommandTools, by: By, ask: OfCustomer): Promise<string> {
  const shopperId = await shopperOfCustomer(tools, by, ask.customer)
  if (!shopperId) throw refusal('Nothing was said with this customer yet, so there is no thread')
  return shopperId
}

const done: Done = { done: true }
