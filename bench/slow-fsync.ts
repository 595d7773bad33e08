import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** The variables that make every flush of a process slower; undefined where there is no gcc to compile the shim. */
export function slowFlush(folder: string, delayMs: number): Readonly<Record<string, string>> | undefined {
  const library = path.join(folder, 'slow-fsync.so')
  const source = path.join(import.meta.dirname, 'slow-fsync.c')
  const { status } = spawnSync('gcc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  return status === 0 ? { LD_PRELOAD: library, FSYNC_DELAY_US: String(delayMs * 1000) } : undefined
}
