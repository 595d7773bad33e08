import type { Story } from '../../server/commands/explain.ts'
import type { World } from '../world.ts'
import type { Matter } from './matters.ts'

/** Reads what the server's books tell of a matter, by its command. */
export async function readStory({ run }: World, { subject }: Pick<Matter, 'subject'>): Promise<Story> {
  return JSON.parse((await run('explain', subject, '--format', 'json')).join(''))
}
