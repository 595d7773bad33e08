import { expect, test } from 'vitest'
import { commands } from '../../server/command-lines/index.ts'
import { typedFor } from '../../server/commands/decision-words.ts'
import { alarms } from '../../server/domain/alarms.ts'

const todos = Object.values(alarms).flatMap(({ todo }) =>
  [...todo.matchAll(/`([^`]+)`/g)].map(([, typed]) => typed),
)

test.each([...todos, ...Object.values(typedFor)])(
  'what people are told to type is a command: %s',
  (typed) => {
    expect(Object.keys(commands)).toContain(typed?.split(' ').slice(0, 2).join(' '))
  },
)
