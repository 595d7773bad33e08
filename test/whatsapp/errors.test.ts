import { describe, expect, test } from 'vitest'
import { alarms } from '../../server/domain/alarms.ts'
import { rows } from '../../server/whatsapp/error-table.ts'
import { errorOf, errorText, retryAfterSeconds } from '../../server/whatsapp/errors.ts'

describe('the table of Meta’s errors', () => {
  test('names no code twice', () => {
    const codes = rows.flatMap((row) => row.codes)
    expect(codes).toHaveLength(new Set(codes).size)
  })

  test.each(rows.map((row) => [row.codes[0] ?? -1, row] as const))(
    'says of %i in a sentence what it means',
    (code, row) => {
      expect(row.says).toMatch(/^[A-Z].+\.$/)
      expect(errorText(code, { hadTaken: false })).toMatch(/^[A-Z].+\. .+\.$/)
    },
  )

  test('raises an alarm for whatever a merchant must mend', () => {
    for (const { action } of rows)
      if ('alarm' in action) expect(alarms[action.alarm].todo).toMatch(/^[A-Z].+\.$/)
  })

  test.each([
    ['is not tried again, since it could have arrived', 999_999, 400, 'drop'],
    ['is tried again when Meta says the fault is its own', 999_999, 503, 'retry'],
    ['without a number is not tried again', undefined, 400, 'drop'],
  ] as const)('a code nobody knows %s', (_, code, status, kind) => {
    expect(errorOf(code, status).action.kind).toBe(kind)
  })
})

describe('a message that is tried again', () => {
  test('waits longer each time, up to a limit, and not for ever', () => {
    const patience = { firstSeconds: 30, factor: 2, longestSeconds: 100, triesAtMost: 5 }
    const waits = [1, 2, 3, 4, 5].map((tries) => retryAfterSeconds(patience, tries))
    expect(waits).toEqual([30, 60, 100, 100, undefined])
  })

  test('is not promised to be once Meta had taken it', () => {
    expect(errorText(131_000, { hadTaken: false })).toContain('tried again')
    expect(errorText(131_000, { hadTaken: true })).toContain('not sent again')
  })
})
