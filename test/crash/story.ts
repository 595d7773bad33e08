import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../../simulator/world.ts'
import { act, actAtRandom, type Stage } from './acts.ts'
import type { Kill } from './kills.ts'
import { letFlowGoOn } from './merchant.ts'
import type { Rig } from './rig.ts'
import type { Ended, Server } from './server.ts'

const longestBeatMs = 45
/** How often something happens although webhooks are still on their way. */
const hasteShare = 0.2
/** How often what was held back is let go when a server starts. */
const releaseShare = 0.75
/** How often the merchant looks whether the flow stopped itself. */
const resumeShare = 0.15
/** Seconds of the clock in each real one while work is under way. */
const speeds = [1, 2, 3]

/** How a chapter ended: where the server died and whether it was meant to, or that it ended without being killed. */
export type Death =
  | { readonly kind: 'killed'; readonly at: string; readonly isAsPlanned: boolean }
  | { readonly kind: 'ended'; readonly end: Ended }

/** Starts the server, lets things happen around it, and sees it killed. */
export async function playUntilKilled(rig: Rig, stage: Stage, kill: Kill): Promise<Death> {
  const { random, world } = stage
  if (random.chance(resumeShare)) await letFlowGoOn(rig)
  const server = rig.startServer(wireOf(kill))
  world.clock.run(random.pick(speeds))
  await server.ready
  stage.leap.allow()
  deliverOrHold(stage)
  setTrap(rig, kill, server)
  const isInTime = await play(stage, server, kill)
  const wasAlive = server.isAlive()
  if (wasAlive) server.kill()
  rig.trapper.set(undefined, () => undefined)
  stage.leap.stop()
  const end = await server.ended
  if (end.signal !== 'SIGKILL') return { kind: 'ended', end }
  if (kill.kind === 'random') return { kind: 'killed', at: 'at a random moment', isAsPlanned: true }
  const isAsPlanned = isInTime && !wasAlive
  return { kind: 'killed', at: isAsPlanned ? kill.point.name : 'before its point came by', isAsPlanned }
}

/** What Meta knows of a message must not always come before its sender is given up for dead. */
function deliverOrHold({ random, world: { stripe, whatsapp } }: Stage) {
  if (random.chance(releaseShare)) stripe.release().catch(() => undefined)
  if (random.chance(releaseShare)) whatsapp.release().catch(() => undefined)
  else whatsapp.hold()
}

function wireOf(kill: Kill) {
  if (kill.kind === 'random' || kill.point.kind === 'call') return undefined
  const { statement, moment } = kill.point
  return { statement, moment, nth: kill.nth }
}

function setTrap({ trapper }: Rig, kill: Kill, server: Server) {
  const trap =
    kill.kind === 'point' && kill.point.kind === 'call' ? { ...kill.point, nth: kill.nth } : undefined
  trapper.set(trap, server.kill)
}

/** Lets things happen, what leads to the kill more often than others. False when time ran out. */
async function play(stage: Stage, server: Server, kill: Kill): Promise<boolean> {
  const { random, world } = stage
  const isCalm = watchDeliveries(world)
  const until = performance.now() + (kill.kind === 'random' ? kill.afterMs : kill.patienceMs)
  while (server.isAlive() && performance.now() < until) {
    const happens = isCalm() || random.chance(hasteShare)
    if (happens && kill.kind === 'point' && random.chance(0.5)) act(stage, kill.point.by)
    else if (happens) actAtRandom(stage)
    await Promise.race([pause(random.between(0, longestBeatMs)), server.ended])
  }
  return !server.isAlive()
}

/** Tells whether every webhook has been delivered, so that the story does not run away from the server. */
function watchDeliveries({ stripe, whatsapp }: World): () => boolean {
  let isWaiting = false
  return () => {
    if (isWaiting) return false
    isWaiting = true
    Promise.all([stripe.delivered(), whatsapp.delivered()]).then(() => {
      isWaiting = false
    })
    return true
  }
}
