import { z } from 'zod'
import { listAlarms } from '../../commands/list-alarms.ts'
import { listCharged } from '../../commands/list-sent.ts'
import { pushTemplates } from '../../commands/push-templates.ts'
import { readResults, readWeeks } from '../../commands/read-results.ts'
import { wasTested } from '../../commands/send-test.ts'
import { showSettings } from '../../commands/show-settings.ts'
import { listFlows } from '../../commands/switch-flow.ts'
import type { By, CommandTools } from '../../commands/tools.ts'
import { findMissing, type Missing } from '../../commands/what-is-missing.ts'
import { isProven } from '../../domain/lift.ts'
import { flowOf } from '../../flows/index.ts'
import { countSetAside } from '../../store/history.ts'
import { defaultNumber } from '../../store/numbers.ts'
import { mayDo } from '../../stripe/roles.ts'
import type { Attention, Overview, ShownMoney } from './contract.ts'
import { type Asking, type Endpoint, shown } from './endpoint.ts'
import { readPlanned } from './planned.ts'

/** What came back, what needs attention, what is due next. */
export const overview: Endpoint<'/panel/overview'> = {
  kind: 'read',
  right: 'see',
  ask: z.strictObject({}),
  answer: readOverview,
}

/** Hands the texts of the flows that are on to Meta for review. */
export const pushTexts: Endpoint<'/panel/texts/push'> = {
  kind: 'write',
  right: 'choose',
  ask: z.strictObject({}),
  async answer(tools, asking) {
    await pushTemplates(tools, asking)
    return readOverview(tools, asking)
  },
}

async function readOverview(tools: CommandTools, asking: Asking): Promise<Overview> {
  const { received, recovered, messages, delivered, clicks, lift } = await readResults(tools, asking)
  const { holds } = await showSettings(tools, asking)
  const number = await defaultNumber(tools.db, asking.account)
  const charged = await listCharged(tools, asking)
  const flowsOn = (await listFlows(tools, asking)).filter(({ isOn }) => isOn).length
  return {
    business: asking.known.name,
    environment: asking.account.environment,
    may: { care: mayDo(asking.roles, 'care'), choose: mayDo(asking.roles, 'choose') },
    received: received.map(({ attribution, payments, ...money }) => ({
      attribution,
      payments,
      money: shown(money),
    })),
    recovered: shownByCurrency(recovered),
    weeks: (await readWeeks(tools, asking)).map((week) => ({
      from: week.from.epochMilliseconds,
      recovered: shownByCurrency(week.recovered),
    })),
    lift: lift ? { ...lift, isProven: isProven(lift) } : null,
    holdOutShare: holds.holdOutShare,
    messages,
    delivered,
    clicks,
    charged,
    flowsOn,
    number: number?.displayPhone ?? null,
    isTested: await wasTested(tools, asking),
    attention: [
      ...(flowsOn === 0 ? [{ kind: 'no-flow-on' } as const] : []),
      ...(await attentionFor(tools, asking)),
    ],
    next: await readPlanned(tools, asking, {}),
  }
}

function shownByCurrency(sums: Readonly<Record<string, number>>): readonly ShownMoney[] {
  return Object.entries(sums).map(([currency, amount]) => shown({ amount, currency }))
}

function shownMissing(missing: Missing): Attention {
  if (missing.kind !== 'stopped') return missing
  const { stops, flow, note } = missing.by
  const flowName = flow === undefined ? null : flowOf(flow).name
  return { kind: 'stopped', what: stops, flowName, note: note ?? null }
}

async function attentionFor(tools: CommandTools, by: By): Promise<readonly Attention[]> {
  const count = await countSetAside(tools.db, by.account)
  const alarms = (await listAlarms(tools, by)).filter(({ liftedAt }) => liftedAt === undefined)
  return [
    ...alarms.map(({ kind: alarm, sentence, todo }) => ({ kind: 'alarm', alarm, sentence, todo }) as const),
    ...(await findMissing(tools, by)).map(shownMissing),
    ...(count > 0 ? [{ kind: 'set-aside', count } as const] : []),
  ]
}
