import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, newToken } from '../../server/domain/ids.ts'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))

/** Whether each id sorts behind the one before it. */
const grow = (ids: readonly string[]) => ids.every((id, index) => index === 0 || ids[index - 1]! < id)

describe('an id', () => {
  test('is a UUID of version 7 that tells its moment', () => {
    fc.assert(
      fc.property(times, (time) => {
        const id = newId(time)
        expect(id).toMatch(version7)
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time.epochMilliseconds)
      }),
    )
  })

  test('of a later moment sorts behind one of an earlier', () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        if (a.epochMilliseconds >= b.epochMilliseconds) return
        expect(newId(a) < newId(b)).toBe(true)
      }),
    )
  })

  test('of the same moment sorts behind the ones made before it', () => {
    expect(grow(Array.from({ length: 1_000 }, () => newId(now)))).toBe(true)
  })

  test('of the same moment still grows when a long list is imported within it', () => {
    expect(grow(Array.from({ length: 10_000 }, () => newId(now)))).toBe(true)
  })

  test('of the same moment still grows when webhooks of other moments come in between', () => {
    const ids = Array.from({ length: 100 }, (_, index) => {
      newId(now.add({ milliseconds: index + 1 }))
      return newId(now)
    })
    expect(grow(ids)).toBe(true)
  })
})

describe('the secret of a pay link', () => {
  test('is 128 bits that stand in a URL as they are', () => {
    expect(newToken()).toMatch(/^[\w-]{22}$/)
  })

  test('is never the same', () => {
    expect(new Set(Array.from({ length: 10_000 }, newToken)).size).toBe(10_000)
  })
})
