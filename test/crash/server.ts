import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Wire } from './trip-wire.ts'

/** How a server process ended. */
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A server in a process of its own. */
export type Server = {
  /** Resolves when it listens, or has ended before that. */
  readonly ready: Promise<void>
  readonly ended: Promise<Ended>
  readonly isAlive: () => boolean
  readonly listens: () => boolean
  /** Ends it at once, in the middle of whatever it does. */
  readonly kill: () => void
  /** Asks it to end in order; kills it when it does not. */
  readonly stop: () => Promise<Ended>
}

/** What a server process needs. */
export type ServerOptions = {
  readonly environment: Readonly<Record<string, string>>
  /** An open file for what it says. */
  readonly log: number
  readonly wire?: Wire
}

const stopPatienceMs = 15_000
const startPatienceMs = 30_000
const program = path.join(import.meta.dirname, 'child.ts')

/** Starts the real server as a child of this process. */
export function startServer({ environment, log, wire }: ServerOptions): Server {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH ?? '', ...environment, ...(wire ? { CRASH_WIRE: textOf(wire) } : {}) },
    stdio: ['ignore', log, log, 'ipc'],
  })
  let alive = true
  let listening = false
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => {
      alive = false
      resolve({ code, signal })
    })
  })
  const listens = new Promise<void>((resolve) => {
    child.once('message', () => {
      listening = true
      resolve()
    })
  })
  const kill = () => void (alive && child.kill('SIGKILL'))
  const unstarted = setTimeout(kill, startPatienceMs)
  return {
    ready: Promise.race([listens, ended.then(() => undefined)]).finally(() => clearTimeout(unstarted)),
    ended,
    isAlive: () => alive,
    listens: () => alive && listening,
    kill,
    stop: async () => {
      if (alive && child.connected) child.send('stop')
      const impatient = setTimeout(kill, stopPatienceMs)
      const end = await ended
      clearTimeout(impatient)
      return end
    },
  }
}

function textOf({ statement, ...wire }: Wire): string {
  return JSON.stringify({ ...wire, statement: statement.source })
}
