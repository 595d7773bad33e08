import { type Context, Hono } from 'hono'
import type { Refusal } from '../errors.ts'
import { changeNumber, isPin, numberStateOf } from '../number-states.ts'
import type { BusinessNumber, State } from '../state.ts'
import { bodyOf, type GraphEnv, numberOf, refusal, unknownObject } from './caller.ts'

/** Meta registers a number at most this often in this many hours (facts/whatsapp.md section 1.3). */
const registrationsAtMost = 10
const registrationHours = 72
/**
 * Meta says that codes end after a short time and that too many tries are blocked for a while, and not how many: these are
 * ours (developers.facebook.com, WhatsApp Cloud API, Phone Number Verification, Request Code API).
 */
const codeHours = 1 / 6
const guessesAtMost = 5
const guessHours = 1

/** What a step of the way of a number onto the Cloud API says; undefined when it is done. */
type StepOf = (state: State, number: BusinessNumber, given: Given) => Refusal | undefined
type Given = Readonly<Record<string, unknown>>

const steps: Readonly<Record<string, StepOf>> = {
  register,
  deregister,
  request_code: requestCode,
  verify_code: verifyCode,
}

/** POST /{phoneNumberId}/register, deregister, request_code and verify_code. */
export function registrationRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  for (const [name, take] of Object.entries(steps)) app.post(`/:id/${name}`, (c) => answer(state, c, take))
  return app
}

async function answer(state: State, c: Context<GraphEnv>, take: StepOf): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const number = numberOf(state, c.get('caller'), id)
  if (!number) return unknownObject(state, c, id)
  const refused = take(state, number, { ...c.req.query(), ...(await bodyOf(c)) })
  return refused ? refusal(state, c, refused) : c.json({ success: true })
}

function register(state: State, number: BusinessNumber, { pin }: Given): Refusal | undefined {
  const known = numberStateOf(state, number)
  if (!isPin(pin)) return { code: 100, details: 'pin must have six digits' }
  if (known.codeVerification !== 'VERIFIED') return { code: 133006 }
  const recent = lately(state, known.registeredAt, registrationHours)
  if (recent.length >= registrationsAtMost) return { code: 133016 }
  const registeredAt = [...recent, state.clock.now()]
  const wrongPinsAt = lately(state, known.wrongPinsAt, guessHours)
  if (wrongPinsAt.length >= guessesAtMost) return { code: 133008 }
  if (known.pin !== undefined && known.pin !== pin) {
    changeNumber(state, number, { registeredAt, wrongPinsAt: [...wrongPinsAt, state.clock.now()] })
    return { code: 133005 }
  }
  changeNumber(state, number, { status: 'CONNECTED', pin, registeredAt, wrongPinsAt: [] })
  return undefined
}

function deregister(state: State, number: BusinessNumber): undefined {
  changeNumber(state, number, { status: 'PENDING' })
}

/** The code is always the same here; a real one comes by a call or a text message. */
const code = '123456'

function requestCode(state: State, number: BusinessNumber, given: Given): Refusal | undefined {
  const known = numberStateOf(state, number)
  if (given.code_method !== 'SMS' && given.code_method !== 'VOICE')
    return { code: 100, details: 'code_method must be SMS or VOICE' }
  if (!given.language) return { code: 100, details: 'language is required' }
  if (known.codeVerification === 'VERIFIED')
    return { code: 136024, userMessage: 'This phone number has been verified already.' }
  const codesSentAt = lately(state, known.codesSentAt, guessHours)
  if (codesSentAt.length >= guessesAtMost)
    return { code: 136024, userMessage: 'You asked for a code too often. Wait a while and try again.' }
  changeNumber(state, number, { codesSentAt: [...codesSentAt, state.clock.now()] })
  return undefined
}

function verifyCode(state: State, number: BusinessNumber, given: Given): Refusal | undefined {
  const known = numberStateOf(state, number)
  const wrongCodesAt = lately(state, known.wrongCodesAt, guessHours)
  if (wrongCodesAt.length >= guessesAtMost)
    return { code: 136025, userMessage: 'You entered a wrong code too often. Wait a while and try again.' }
  if (lately(state, known.codesSentAt, codeHours).length === 0)
    return { code: 136025, userMessage: 'The code has expired. Ask for a new one.' }
  if (given.code !== code) {
    changeNumber(state, number, { wrongCodesAt: [...wrongCodesAt, state.clock.now()] })
    return { code: 136025, userMessage: 'The code is not right. Check it and try again.' }
  }
  changeNumber(state, number, { codeVerification: 'VERIFIED', codesSentAt: [], wrongCodesAt: [] })
  return undefined
}

function lately(state: State, moments: readonly Temporal.Instant[], hours: number) {
  const since = state.clock.now().subtract({ minutes: hours * 60 })
  return moments.filter((at) => Temporal.Instant.compare(at, since) > 0)
}
