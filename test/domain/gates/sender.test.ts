import { describe, expect, test } from 'vitest'
import { decideOn, inHours, inMinutes, now } from './clear.ts'

const noNumber = { kind: 'skip', gate: 'sender', reason: 'no-number' }

test('without a linked WhatsApp number nothing is sent', () => {
  expect(decideOn({ hasNumber: false })).toEqual(noNumber)
})

test('a missing number is named before the text, which is not approved for any number', () => {
  expect(decideOn({ hasNumber: false, template: 'missing' })).toEqual(noNumber)
})

describe.each(['account', 'number', 'country'] as const)('while Meta refuses the %s', (scope) => {
  const reason = `${scope}-paused`

  test('a message waits until it is looked at again', () => {
    const waits = { kind: 'wait', gate: 'sender', reason, until: inHours(1) }
    expect(decideOn({ senderPause: { scope, until: inHours(1) } })).toEqual(waits)
  })

  test('a rest that should be over and is not is asked about again in a minute', () => {
    const waits = { kind: 'wait', gate: 'sender', reason, until: inMinutes(1) }
    expect(decideOn({ senderPause: { scope, until: now } })).toEqual(waits)
  })

  test('a message is given up that would wait for longer than it is of use', () => {
    const decision = { kind: 'skip', gate: 'sender', reason }
    expect(decideOn({ senderPause: { scope, until: inHours(1) }, uselessAt: inHours(1) })).toEqual(decision)
  })
})
