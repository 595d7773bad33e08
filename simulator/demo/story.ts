import type { Story } from '../../server/commands/explain.ts'
import type { World } from '../world.ts'
import type { Renewal } from './hops.ts'

/** Reads what the server's books tell of a renewal, by its command. */
export async function readStory({ run }: World, { invoice }: Pick<Renewal, 'invoice'>): Promise<Story> {
  return JSON.parse((await run('explain', invoice, '--format', 'json')).join(''))
}
