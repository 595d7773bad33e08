import { resumeSending } from '../../server/commands/stop-sending.ts'
import { openDatabase } from '../../server/store/database.ts'
import type { Rig } from './rig.ts'

/** Lets a flow go on that stopped itself: in the story many write STOP, and with it on hold nothing more would be told. */
export async function letFlowGoOn({ databaseUrl, world: { clock, merchant } }: Rig): Promise<void> {
  const db = await openDatabase(databaseUrl)
  try {
    const by = { actor: 'merchant', account: merchant }
    await resumeSending({ db, clock }, by, { flow: 'failed-payment' })
  } finally {
    await db.destroy()
  }
}
