import { expect, test } from 'vitest'
import { countryOfPerson, isUserId } from '../../server/domain/user-id.ts'

test.each([
  ['US.13491208655302741918', true, 'US'],
  ['ES.ENT.4711', true, 'ES'],
  ['XX.4711', true, undefined],
  ['+34600000001', false, 'ES'],
  ['+12125550123', false, 'US'],
])('%s is an id of Meta’s: %s, and its person’s phone is from %s', (person, isId, country) => {
  expect([isUserId(person), countryOfPerson(person)]).toEqual([isId, country])
})
