import type { KyselyPlugin } from 'kysely'
import type { StatementMoment } from './points.ts'
import { describe } from './statement.ts'

/** Real milliseconds from a statement to what comes soon after it. */
const soonMs = 4

/** The only statement whose text is made once and used again passes by unseen, and shows itself by its result. */
const madeBeforehand = 'insert inbox'

/** The statement at which the process is to end, and at which time that it comes by. */
export type Wire = {
  readonly statement: RegExp
  readonly moment: StatementMoment
  readonly nth: number
}

/** A plugin that ends this process at a statement, without a word to anybody. */
export function tripWire({ statement, moment, nth }: Wire): KyselyPlugin {
  const descriptions = new WeakMap<object, string>()
  let left = nth

  function isTheOne(description: string): boolean {
    if (left === 0 || !statement.test(description)) return false
    left -= 1
    return left === 0
  }

  return {
    transformQuery: ({ node, queryId }) => {
      const description = describe(node) ?? ''
      descriptions.set(queryId, description)
      if (moment === 'before' && isTheOne(description)) die()
      return node
    },
    transformResult: async ({ result, queryId }) => {
      const isMet = moment !== 'before' && isTheOne(descriptions.get(queryId) ?? madeBeforehand)
      if (isMet && moment === 'after') die()
      if (isMet) setTimeout(die, soonMs)
      return result
    },
  }
}

function die() {
  process.kill(process.pid, 'SIGKILL')
}
