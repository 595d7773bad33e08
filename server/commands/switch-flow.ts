import { findFlow, flows } from '../flows/index.ts'
import { recordAudit } from '../store/audit.ts'
import { inTransaction } from '../store/database.ts'
import { isFlowOn, saveFlowSetting } from '../store/flow-settings.ts'
import { type By, type CommandTools, refusal } from './tools.ts'

/** Switches a flow on or off; off works on nudges already planned, before the next call. */
export async function switchFlow(
  tools: CommandTools,
  { actor, account }: By,
  setting: { readonly flow: string; readonly isOn: boolean },
): Promise<void> {
  if (!findFlow(setting.flow)) {
    throw refusal(`There is no flow ${setting.flow}; there are: ${flows.map(({ key }) => key).join(', ')}`)
  }
  const now = tools.clock.now()
  await inTransaction(tools.db, async (tx) => {
    const before = { flow: setting.flow, isOn: await isFlowOn(tx, account, setting.flow) }
    await saveFlowSetting(tx, account, setting, now)
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
