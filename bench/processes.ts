import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'

/** A process of the bench: asked by messages, ended by its own id. */
export type Process<Asks extends AskTypes> = {
  readonly ask: <Name extends keyof Asks & string>(
    name: Name,
    given: Asks[Name]['given'],
  ) => Promise<Asks[Name]['answer']>
  readonly stop: () => Promise<void>
}

/** What a process may be asked, and what it answers. */
export type AskTypes = Readonly<Record<string, { readonly given: unknown; readonly answer: unknown }>>

/** How a process is started. */
export type Starting = {
  /** A file of `bench/`, below this checkout or another one. */
  readonly file: string
  readonly root?: string
  readonly options: object
  /** The only core it may use, where the machine has `taskset` and more than one core. */
  readonly core?: number
  readonly env?: Readonly<Record<string, string>>
}

type Question = { readonly id: number; readonly name: string; readonly given: unknown }
type Answer = { readonly id: number; readonly answer?: unknown; readonly error?: string }

const ownRoot = path.join(import.meta.dirname, '..')
/** Whether processes can be held on one core each. */
export const canPin = spawnSync('taskset', ['-c', '1', 'true']).status === 0

/** Starts a process, and resolves once it is ready. */
export async function startProcess<Asks extends AskTypes>(starting: Starting): Promise<Process<Asks>> {
  const child = launch(starting)
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.on('message', ({ id, answer, error }: Answer) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(`${starting.file}: ${error}`))
  })
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${starting.file} ended too early`))
  })
  let nextId = 1
  const ask = (name: string, given: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(nextId, { resolve, reject })
      child.send({ id: nextId, name, given } satisfies Question)
      nextId += 1
    })
  await new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }))
  const stop = async () => {
    if (child.connected) child.disconnect()
    await ended
  }
  return { ask, stop }
}

function launch({ file, root = ownRoot, options, core, env }: Starting): ChildProcess {
  const node = [process.execPath, path.join(root, 'bench', file), JSON.stringify(options)]
  const [command = '', ...args] =
    core !== undefined && canPin ? ['taskset', '-c', String(core), ...node] : node
  return spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
}

/** The options this process was started with. */
export function givenOptions<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T
}

/** Answers what the starting process asks, until it lets go; then `end` is called and the process ends. */
export function answerAsks<Asks extends AskTypes>(
  answers: { readonly [Name in keyof Asks]: (given: Asks[Name]['given']) => Promise<Asks[Name]['answer']> },
  end: () => Promise<void>,
): void {
  process.on('message', async ({ id, name, given }: Question) => {
    try {
      const answer = await answers[name]?.(given)
      process.send?.({ id, answer } satisfies Answer)
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Answer)
    }
  })
  process.once('disconnect', async () => {
    await end()
    process.exit(0)
  })
  process.send?.({ id: 0 } satisfies Answer)
}
