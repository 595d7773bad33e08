import { flows } from '../flows/index.ts'
import { recordAudit } from '../store/audit.ts'
import { holdSettings } from '../store/claim.ts'
import { inTransaction } from '../store/database.ts'
import { chosenForFlow, isFlowOn, saveFlowSettings } from '../store/flow-settings.ts'
import { requireFlow } from './known-flow.ts'
import type { By, CommandTools } from './tools.ts'

/** Switches a flow on or off; off works on nudges already planned, before the next call. */
export async function switchFlow(
  tools: CommandTools,
  { actor, account }: By,
  setting: { readonly flow: string; readonly isOn: boolean },
): Promise<void> {
  const { key: flow } = requireFlow(setting.flow)
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    await holdSettings(tx, account)
    const chosen = await chosenForFlow(tx, account, flow)
    await saveFlowSettings(tx, account, { flow, chosen: { ...chosen, isOn: setting.isOn } }, now)
    const before = { flow, isOn: chosen.isOn ?? false }
    await recordAudit(tx, { ...account, actor, command: 'switch-flow', before, after: setting }, now)
  })
}

/** Every flow, and whether it is on. */
export async function listFlows(
  { db }: CommandTools,
  { account }: By,
): Promise<readonly { readonly key: string; readonly name: string; readonly isOn: boolean }[]> {
  return Promise.all(
    flows.map(async ({ key, name }) => ({ key, name, isOn: await isFlowOn(db, account, key) })),
  )
}
