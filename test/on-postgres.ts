import { statfs } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

/** Linux keeps what lies here in memory; databases of tests need no disk. */
const memory = '/dev/shm'
const roomNeededBytes = 1024 ** 3

/** Starts one PostgreSQL server for all tests of the project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres((await hasRoom(memory)) ? memory : undefined)
  project.provide('postgresUrl', postgres.url)
  return postgres.stop
}

async function hasRoom(folder: string): Promise<boolean> {
  const space = await statfs(folder).catch(() => undefined)
  return space !== undefined && space.bavail * space.bsize > roomNeededBytes
}
