import { createHmac } from 'node:crypto'
import { escapeLikeMeta } from './json.ts'
import type { App, State } from './state.ts'

/** One thing that is reported to a business: a field of Meta's webhooks and its value. */
export type Change = { readonly field: string; readonly value: Readonly<Record<string, unknown>> }

/** A body on its way to an app, signed when it was made. */
type Delivery = {
  readonly url: string
  readonly signature: string
  readonly raw: string
  readonly attempt: number
}

/** What is on its way, held back or to be doubled. */
export type Webhooks = {
  held: Delivery[] | undefined
  /** How many of the next bodies arrive twice. */
  doubles: number
  readonly underWay: Set<Promise<void>>
}

/** Seconds after which a body that was not answered by 200 is sent again; after the last it is given up. */
const retrySeconds = [5, 30, 120, 600, 3_600, 21_600, 86_400]
/** Real milliseconds to wait for an answer, so that a dead receiver cannot stop a still clock. */
const answerTimeoutMs = 10_000

/** Nothing on its way. */
export function noWebhooks(): Webhooks {
  return { held: undefined, doubles: 0, underWay: new Set() }
}

/** Sends the changes of one account to every app that subscribed to it; resolves when they were answered. */
export async function post(state: State, wabaId: string, changes: readonly Change[]) {
  const time = Math.floor(state.clock.now().epochMilliseconds / 1000)
  const raw = escapeLikeMeta(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: wabaId, time, changes }] }),
  )
  await Promise.all(deliveriesOf(state, wabaId, raw).map((delivery) => bringOrHold(state, delivery)))
}

/** Keeps every webhook back until it is released. */
export function holdWebhooks(webhooks: Webhooks) {
  webhooks.held ??= []
}

/** Delivers what was held back, one after the other, in the order it was made or in reverse. */
export async function releaseWebhooks(state: State, order: 'in-order' | 'reverse') {
  const held = state.webhooks.held ?? []
  state.webhooks.held = undefined
  for (const delivery of order === 'reverse' ? held.reverse() : held) await bring(state, delivery)
}

/** Resolves when every delivery under way has been answered or has failed; waiting retries do not count. */
export async function deliveriesUnderWay(webhooks: Webhooks) {
  while (webhooks.underWay.size > 0) await Promise.all(webhooks.underWay)
}

/** Meta's check of a callback URL: true when it answers the challenge. */
export async function answersChallenge(callbackUrl: string, verifyToken: string, challenge: string) {
  const url = new URL(callbackUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  const answer = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) }).catch(() => undefined)
  return answer?.status === 200 && (await answer.text()) === challenge
}

function deliveriesOf(state: State, wabaId: string, raw: string): readonly Delivery[] {
  return (state.subscriptions.get(wabaId) ?? []).flatMap((subscription) => {
    const app = state.apps.get(subscription.app)
    if (!app) return []
    return [{ url: subscription.callbackUrl ?? app.callbackUrl, signature: sign(app, raw), raw, attempt: 0 }]
  })
}

function sign(app: App, raw: string): string {
  return `sha256=${createHmac('sha256', app.appSecret).update(raw).digest('hex')}`
}

async function bringOrHold(state: State, delivery: Delivery) {
  if (state.webhooks.held) {
    state.webhooks.held.push(delivery)
    return
  }
  await bring(state, delivery)
  if (state.webhooks.doubles === 0) return
  state.webhooks.doubles -= 1
  await bring(state, delivery)
}

async function bring(state: State, delivery: Delivery) {
  const answered = attempt(state, delivery)
  state.webhooks.underWay.add(answered)
  await answered
  state.webhooks.underWay.delete(answered)
}

async function attempt(state: State, { url, signature, raw, attempt: number }: Delivery) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': signature,
    },
    body: raw,
    signal: AbortSignal.timeout(answerTimeoutMs),
  }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  const waitSeconds = retrySeconds[number]
  if (answer?.status === 200 || waitSeconds === undefined) return
  const again = { url, signature, raw, attempt: number + 1 }
  state.clock.at(state.clock.now().add({ seconds: waitSeconds }), () => bring(state, again))
}
