import { expect, test } from 'vitest'
import { sendAnswers } from '../../server/pipeline/answers/send-answers.ts'
import { handleAnswers } from '../../server/pipeline/handle-inbox.ts'
import { sendDue } from '../../server/pipeline/send-due.ts'
import type { Tools } from '../../server/pipeline/tools.ts'
import { mayaPhone, mayaWasWrittenTo, shopWithMaya } from '../journeys/stage.ts'

/** As on a machine on which so much time passes between any two looks at the clock. */
function heldUp(tools: Tools, ms: number): Tools {
  let late = 0
  const now = () => {
    late += ms
    return tools.clock.now().add({ milliseconds: late })
  }
  return { ...tools, clock: { ...tools.clock, now } }
}

test('a message that is held up after it was decided is not handed over, and goes out once later', async () => {
  const world = await shopWithMaya()
  world.stripe.declineRenewal('cus_maya')
  await world.advance({ minutes: 59 })
  await world.clock.moveTo(world.clock.now().add({ minutes: 2 }))

  const [held] = await sendDue(heldUp(world.house.tools, 600))
  expect(held).toMatchObject({ kind: 'refused', code: undefined })
  expect(world.messagesTo(mayaPhone)).toHaveLength(0)

  await world.advance({ minutes: 1 })
  expect(world.messagesTo(mayaPhone)).toHaveLength(1)
})

test('an answer that is held up after it was decided is not handed over, and goes out once later', async () => {
  const { world } = await mayaWasWrittenTo()
  await world.whatsapp.reply(mayaPhone, 'saldo')
  await world.whatsapp.delivered()
  await handleAnswers(world.house.tools)

  const [held] = await sendAnswers(heldUp(world.house.tools, 600))
  expect(held).toMatchObject({ kind: 'answer', fate: 'failed', reason: 'unreached' })
  expect(world.answersTo(mayaPhone)).toHaveLength(0)

  await world.advance({ minutes: 1 })
  expect(world.answersTo(mayaPhone)).toHaveLength(1)
})
