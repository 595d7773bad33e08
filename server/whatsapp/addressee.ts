import { isUserId } from '../domain/user-id.ts'
import type { Json } from './client.ts'

/**
 * How Meta wants it said whom a message is for: `to` with a phone in E.164, `recipient` with an id of Meta's own, such as
 * `US.13491208655302741918`. An id given as `to` is said to be dropped without a word.
 */
export function addressee(person: string): Json {
  return isUserId(person) ? { recipient: person } : { to: person }
}
