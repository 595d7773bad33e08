import { type Change, parcelOf, type Receiver } from './bodies.ts'
import type { State } from './state.ts'

/** Real milliseconds Meta waits here for an answer; it does not publish its own limit. */
export const usualAnswerTimeoutMs = 10_000

/** Only 200 counts (facts/whatsapp.md section 2). */
export function isTaken(status: number): boolean {
  return status === 200
}

/** Sends the changes of one account to every app that subscribed to it; resolves when they were answered. */
export async function post(state: State, wabaId: string, changes: readonly Change[]) {
  const time = Math.floor(state.clock.now().epochMilliseconds / 1000)
  const entries = [{ id: wabaId, time, changes }]
  await Promise.all(receiversOf(state, wabaId).map((to) => state.courier.post(parcelOf(to, entries))))
}

/** Meta's check of a callback URL: true when it answers the challenge. */
export async function answersChallenge(callbackUrl: string, verifyToken: string, challenge: string) {
  const url = new URL(callbackUrl)
  url.searchParams.set('hub.mode', 'subscribe')
  url.searchParams.set('hub.challenge', challenge)
  url.searchParams.set('hub.verify_token', verifyToken)
  const answer = await fetch(url, { signal: AbortSignal.timeout(usualAnswerTimeoutMs) }).catch(
    () => undefined,
  )
  return answer?.status === 200 && (await answer.text()) === challenge
}

function receiversOf(state: State, wabaId: string): readonly Receiver[] {
  return (state.subscriptions.get(wabaId) ?? []).flatMap(({ app: name, callbackUrl }) => {
    const app = state.apps.get(name)
    return app ? [{ url: callbackUrl ?? app.callbackUrl, appSecret: app.appSecret }] : []
  })
}
