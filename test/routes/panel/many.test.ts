import { expect, test } from 'vitest'
import type { PanelPath } from '../../../server/routes/panel/contract.ts'
import { shopWithMaya } from '../../journeys/stage.ts'
import { addManyNudges } from '../../store/many-nudges.ts'
import { ask, type Differences } from './ask.ts'

const count = 10_000
/** A person waits this long without noticing; a busy machine is given some more. */
const atMostMs = 400

async function busyShop() {
  const world = await shopWithMaya()
  const from = world.clock.now().epochMilliseconds + 3_600_000
  await addManyNudges(world.house.tools.db, world.merchant, { count, customer: 'cus_maya', from })
  return world
}

test('with 10,000 messages waiting, every view is answered before its reader notices', async () => {
  const world = await busyShop()
  const timed = async <Path extends PanelPath>(path: Path, said: Parameters<typeof ask<Path>>[2]) => {
    await ask(world, path, said)
    const begun = performance.now()
    const { status } = await ask(world, path, said)
    return { path, status, ms: Math.round(performance.now() - begun) }
  }
  const asked = [
    await timed('/panel/overview', {}),
    await timed('/panel/planned', {}),
    await timed('/panel/timeline', { id: 'cus_maya' }),
    await timed('/panel/timeline', { id: 'in_many_005000' }),
  ]
  console.log(asked.map(({ path, ms }) => `${path}: ${ms} ms`).join(', '))
  for (const { path, status, ms } of asked) {
    expect([path, status]).toEqual([path, 200])
    expect(ms, path).toBeLessThan(atMostMs)
  }
})

test('10,000 waiting messages come part by part, each once and the soonest first, also when two are due at one moment', async () => {
  const world = await busyShop()
  const seen: string[] = []
  let after: Parameters<typeof ask<'/panel/planned'>>[2]['after']
  for (let part = 0; part < 6; part += 1) {
    const { said } = await ask(world, '/panel/planned', { after })
    expect(said.total).toBe(count)
    seen.push(...said.messages.map(({ subject }) => subject))
    after = said.after ?? undefined
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, place) => `in_many_${String(place).padStart(6, '0')}`))
})

test('the last part says that nothing is behind it', async () => {
  const world = await busyShop()
  const at = world.clock.now().epochMilliseconds + 3_600_000 + (count / 2 - 1) * 60_000
  const { said } = await ask(world, '/panel/planned', { after: { at, nudge: 'nudge-009998' } })
  expect(said.messages.map(({ subject }) => subject)).toEqual(['in_many_009999'])
  expect(said.after).toBeNull()
})

test('what waits in live mode is not told of in another account or mode', async () => {
  const world = await busyShop()
  const elsewhere: Differences[] = [
    { claims: { account_id: 'acct_stranger' } },
    { claims: { livemode: false } },
  ]
  await world.run('account', 'set', '--account', 'acct_stranger', '--name', 'Stranger', '--country', 'ES')
  for (const other of elsewhere) {
    const { said } = await ask(world, '/panel/planned', {}, other)
    expect(JSON.stringify(said)).not.toContain('in_many')
  }
})
