import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Stage } from './acts.ts'
import { createCast } from './cast.ts'
import { checkAll } from './checks/all.ts'
import { broken, type Violation } from './checks/evidence.ts'
import { planKills } from './kills.ts'
import { leadOut } from './lead-out.ts'
import { createLeap } from './leap.ts'
import { watchLooks } from './looks.ts'
import { points } from './points.ts'
import { createRandom, type Random } from './random.ts'
import { clearRig, openRig, type Rig } from './rig.ts'
import { type Death, playUntilKilled } from './story.ts'
import { createTroubles } from './troubles.ts'

/** What a crash run is asked for. */
export type CrashRun = {
  readonly databaseUrl: string
  readonly kills: number
  readonly seed: number
  /** Only at points whose name fits. */
  readonly at?: RegExp | undefined
  /** Told of every death, for somebody who watches. */
  readonly progress?: (count: number, at: string) => void
}

/** What a crash run came to; `lines` is all of it for a person. */
export type CrashReport = { readonly violations: readonly Violation[]; readonly lines: readonly string[] }

/** So many times round all named points makes a run long. */
const cyclesOfLongRun = 3
/** The most log lines that are shown of a server when something is wrong. */
const logLinesAtMost = 40

/** Kills the server many times while the story goes on, lets it come to rest, and checks what is left. */
export async function crash({ databaseUrl, kills, seed, at, progress }: CrashRun): Promise<CrashReport> {
  const began = performance.now()
  const random = createRandom(seed)
  const rig = await openRig(databaseUrl, random)
  try {
    const stage = stageOf(rig, random)
    const plan = planKills(kills, random, at)
    const deaths: Death[] = []
    while (deaths.length < kills) {
      const kill = plan.next()
      const death = await playUntilKilled(rig, stage, kill)
      if (death.kind === 'killed' && !death.isAsPlanned) plan.missed(kill)
      deaths.push(death)
      progress?.(deaths.length, placeOf(death))
    }
    const killed = performance.now()
    const rest = await leadOut(rig)
    const rested = performance.now()
    const { violations: found, figures } = await checkAll(rig)
    const violations = [...untimelyEnds(deaths), ...rest.violations, ...found, ...deadPoints(deaths, at)]
    const lines = [
      `seed ${seed}: ${deaths.length} kills in ${secondsIn(began, killed)} s, then ${secondsIn(killed, rested)} s left alone`,
      ...deathsByPoint(deaths),
      ...rest.figures,
      ...figures,
      ...violations.map(
        ({ rule, ids }) => `VIOLATION: ${rule} (${ids.length}): ${ids.slice(0, 10).join('; ')}`,
      ),
      ...(violations.length > 0 ? await lastWords(rig) : []),
    ]
    if (violations.length === 0) await clearRig(rig)
    return { violations, lines }
  } finally {
    await rig.close()
  }
}

function stageOf({ world }: Rig, random: Random): Stage {
  const cast = createCast(world, random)
  const leap = createLeap(world.clock, watchLooks(world), random)
  return { world, cast, random, leap, troubles: createTroubles(world, random) }
}

function secondsIn(from: number, to: number): number {
  return Math.round((to - from) / 1000)
}

function untimelyEnds(deaths: readonly Death[]): readonly Violation[] {
  const ends = deaths.filter((death) => death.kind === 'ended')
  return broken(
    'the server ended by itself',
    ends.map(({ end }) => `code ${end.code}, signal ${end.signal}`),
  )
}

/** In a long run a point that is never met is one the code no longer has. */
function deadPoints(deaths: readonly Death[], at: RegExp | undefined): readonly Violation[] {
  const isLong = !at && deaths.length >= points.length * cyclesOfLongRun
  return broken('the server never came by a named point', isLong ? missedPoints(deaths) : [])
}

function missedPoints(deaths: readonly Death[]): readonly string[] {
  const met = new Set(deaths.map(placeOf))
  return points.map(({ name }) => name).filter((name) => !met.has(name))
}

function deathsByPoint(deaths: readonly Death[]): readonly string[] {
  const lines = [...Map.groupBy(deaths, placeOf)].map(
    ([at, all]) => `${String(all.length).padStart(6)}  ${at}`,
  )
  return [
    'kills by point:',
    ...lines.toSorted().toReversed(),
    `  never: ${missedPoints(deaths).join(', ') || '-'}`,
  ]
}

function placeOf(death: Death): string {
  return death.kind === 'killed' ? death.at : 'by itself'
}

async function lastWords({ folder }: Rig): Promise<readonly string[]> {
  const log = await readFile(path.join(folder, 'server.log'), 'utf8')
  const lines = log.split('\n').filter((line) => !line.includes('"level":30'))
  return [`the server's log lies in ${folder}; its last warnings:`, ...lines.slice(-logLinesAtMost)]
}
