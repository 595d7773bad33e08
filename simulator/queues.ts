/** Work in the order it came, one piece at a time under each key. */
export type Queues = {
  /** Resolves with the work, which says whether what it meant to reach is silent. */
  readonly enter: (key: string, work: () => Promise<{ readonly isSilent: boolean }>) => Promise<void>
  /** Resolves when no work is left. */
  readonly empty: () => Promise<void>
}

/** Empty queues. What waits behind silent work is done all at once, so that its waiting does not add up. */
export function createQueues(): Queues {
  const turns = new Map<string, Promise<void>>()
  const silent = new Set<string>()
  const underWay = new Set<Promise<void>>()

  async function perform(key: string, work: () => Promise<{ readonly isSilent: boolean }>) {
    const { isSilent } = await work()
    if (isSilent) silent.add(key)
    else silent.delete(key)
  }

  function enter(key: string, work: () => Promise<{ readonly isSilent: boolean }>): Promise<void> {
    const turn = turns.get(key) ?? Promise.resolve()
    const done = turn.then(() => perform(key, work)).finally(() => underWay.delete(done))
    underWay.add(done)
    turns.set(
      key,
      turn.then(() => (silent.has(key) ? undefined : done)),
    )
    return done
  }

  async function empty() {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return { enter, empty }
}
