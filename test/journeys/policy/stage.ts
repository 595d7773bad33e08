import { addRegular, linkNumber, type Regular } from '../../../simulator/shop.ts'
import type { World, WorldOptions } from '../../../simulator/world.ts'
import { emptyWorld, maya, mayaPhone } from '../stage.ts'

/** A shop with these flows on whose merchant chose nothing else but to keep nobody silent: all else is as usual. */
export async function usualShop(
  flows: readonly string[] = ['failed-payment'],
  options?: WorldOptions,
): Promise<World> {
  const world = await emptyWorld(options)
  await world.run('account', 'set')
  await linkNumber(world)
  await world.run('settings', 'set', '--hold-out', '0%')
  for (const flow of flows) await world.run('flow', 'on', flow)
  await world.run('template', 'push')
  await world.advance({ minutes: 5 })
  return world
}

/** Such a shop that writes at any time of the day, with Maya. */
export async function openAllDay(
  flows?: readonly string[],
  differences: Partial<Regular> = {},
): Promise<World> {
  const world = await usualShop(flows)
  await world.run('settings', 'set', '--hours', '00:00-24:00')
  addRegular(world, { ...maya, ...differences })
  return world
}

/** A renewal of Maya's failed an hour ago, and the first message about it is due now. Returns the invoice's id. */
export async function mayaIsDue(world: World): Promise<string> {
  await world.run('flow', 'set', 'failed-payment', '--delays', '1h,3d,7d')
  const invoice = world.stripe.declineRenewal('cus_maya')
  await world.settle()
  await world.clock.moveTo(world.clock.now().add({ hours: 1 }))
  return invoice
}

/** Does something once, when Stripe has answered the next look at an invoice and the answer is on its way. */
export function afterLook(world: World, work: () => Promise<unknown>): void {
  const end = world.stripe.onCall(async (call, moment) => {
    if (moment !== 'carried-out' || call.method !== 'GET' || !call.path.startsWith('/v1/invoices/')) return
    end()
    await work()
  })
}

/** What reached a phone, each with its text and the time on a clock: `payment_failed 2026-11-24T09:00`. */
export function read(world: World, zone = 'Europe/Madrid', phone = mayaPhone): readonly string[] {
  return world.messagesTo(phone).map(({ template, at }) => {
    const face = at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
    return `${template?.replace('paynudge_', '')} ${face}`
  })
}
