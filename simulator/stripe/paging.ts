import { type Form, text } from './form.ts'
import { refuseMissing, refuseParam } from './refusal.ts'

const usualLimit = 10
const mostInPage = 100

/** One page of a list, newest first, as `limit`, `starting_after` and `ending_before` ask for. */
export function page<T extends { readonly id: string }>(
  newestFirst: readonly T[],
  params: Form,
  url: string,
) {
  const limit = readLimit(params)
  const after = text(params, 'starting_after')
  const before = text(params, 'ending_before')
  if (after && before)
    refuseParam('You can only pass one of `starting_after` and `ending_before`.', 'starting_after')
  if (before) {
    const newer = newestFirst.slice(0, indexOf(newestFirst, before, 'ending_before'))
    return { object: 'list' as const, data: newer.slice(-limit), has_more: newer.length > limit, url }
  }
  const older = after ? newestFirst.slice(indexOf(newestFirst, after, 'starting_after') + 1) : newestFirst
  return { object: 'list' as const, data: older.slice(0, limit), has_more: older.length > limit, url }
}

function readLimit(params: Form): number {
  const given = text(params, 'limit')
  if (given === undefined) return usualLimit
  const limit = Number(given)
  if (!Number.isInteger(limit)) refuseParam(`Invalid integer: ${given}`, 'limit', 'parameter_invalid_integer')
  if (limit < 1)
    refuseParam('This value must be greater than or equal to 1.', 'limit', 'parameter_invalid_integer')
  if (limit > mostInPage) {
    refuseParam(
      `This value must be less than or equal to ${mostInPage} (it currently is '${given}').`,
      'limit',
    )
  }
  return limit
}

function indexOf(list: readonly { readonly id: string }[], id: string, param: string): number {
  const index = list.findIndex((object) => object.id === id)
  return index >= 0 ? index : refuseMissing('object', id, param)
}
