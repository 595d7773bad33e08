import { z } from 'zod'
import { nudgeNow } from '../../commands/nudge-now.ts'
import { letGoOn, pauseEnrollment } from '../../commands/pause-enrollment.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import type { EnrollmentAsk, TimelineStory } from './contract.ts'
import type { Endpoint } from './endpoint.ts'
import { readStory } from './timeline.ts'

type Verb = (tools: CommandTools, by: By, id: string) => Promise<unknown>

/** Makes the next message of an enrollment due now. */
export const now = about(nudgeNow)

/** Holds back the messages of an enrollment. */
export const pause = about(pauseEnrollment)

/** Lets them go on. */
export const goOn = about(letGoOn)

/** Does something about one enrollment, and tells its story as it is then. */
function about(verb: Verb) {
  return {
    kind: 'write',
    right: 'care',
    ask: z.strictObject({ enrollment: z.uuid() }),
    async answer(tools: CommandTools, asking: By, { enrollment }: EnrollmentAsk): Promise<TimelineStory> {
      await verb(tools, asking, enrollment)
      return readStory(tools.db, asking, enrollment)
    },
  } as const satisfies Endpoint<'/panel/nudge/now'>
}
