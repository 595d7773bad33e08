import { expect, test } from 'vitest'
import { decideOn, inMinutes } from './clear.ts'

const notInstalled = { kind: 'skip', gate: 'installed', reason: 'not-installed' }

test('a merchant who removed the app has nobody written to', () => {
  expect(decideOn({ isInstalled: false })).toEqual(notInstalled)
})

test('a removed app is named before a stop, a switch and the time', () => {
  const decision = decideOn({ isInstalled: false, stopped: 'account', flowIsOn: false, dueAt: inMinutes(5) })
  expect(decision).toEqual(notInstalled)
})
