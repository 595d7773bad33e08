import {
  chmodSync,
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { canPin } from './processes.ts'
import { median } from './rounds.ts'

const writes = 500

/** A folder for the databases of a bench, on the disk of temporary files; gone when the process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'paynudge-bench-'))
  // PostgreSQL refuses to be root, so its own user has to get in.
  chmodSync(folder, 0o755)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return folder
}

/** Prints what the figures were measured on, and how fast its disk acknowledges a flush. */
export function printMachine(folder: string): void {
  const cpu = os.cpus()[0]?.model ?? 'unknown'
  const packages = ['hono', '@hono/node-server', 'kysely', 'better-sqlite3', 'stripe', 'pg'].map(
    (name) => `${name} ${versionOf(name)}`,
  )
  const gib = Math.round(os.totalmem() / 2 ** 30)
  console.log(
    [
      `- ${Temporal.Now.plainDateISO()}, ${os.cpus().length} cores (${cpu}), ${gib} GiB, ${os.type()} ${os.release()}`,
      `- Node ${process.versions.node}, ${packages.join(', ')}`,
      `- load when it began ${os.loadavg()[0]?.toFixed(1)}, ${canPin ? 'generator of load on core 1, servers where the kernel puts them' : 'no taskset: processes not pinned'}`,
      `- disk: ${flushLine(folder)}`,
      '',
    ].join('\n'),
  )
}

/** How long the disk takes to acknowledge 4 KB appended to a file, in words. */
export function flushLine(folder: string): string {
  const { p50, p99 } = flushMs(folder)
  return `append 4 KB + fdatasync p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
}

function flushMs(folder: string): { readonly p50: number; readonly p99: number } {
  const file = path.join(folder, 'flush')
  const handle = openSync(file, 'w')
  const page = Buffer.alloc(4096, 7)
  const times = Array.from({ length: writes }, () => {
    const start = performance.now()
    writeSync(handle, page)
    fdatasyncSync(handle)
    return performance.now() - start
  }).sort((a, b) => a - b)
  closeSync(handle)
  rmSync(file)
  return { p50: median(times), p99: times[Math.floor(writes * 0.99)] ?? 0 }
}

function versionOf(name: string): string {
  const file = path.join(import.meta.dirname, '../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
