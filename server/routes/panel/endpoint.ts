import type { z } from 'zod'
import type { By, CommandTools } from '../../commands/tools.ts'
import type { Account } from '../../domain/account.ts'
import { formatMoney, inUnits, type Money } from '../../domain/money.ts'
import type { PanelRole } from '../../stripe/panel-request.ts'
import type { Right } from '../../stripe/roles.ts'
import type { Answer, Ask, PanelPath, ShownMoney } from './contract.ts'

/** Who asks: Stripe attested the account, the user and their roles. */
export type Asking = By & { readonly known: Account; readonly roles: readonly PanelRole[] }

/**
 * One thing the panel may ask for. A `write` changes something, and is done once however often it comes. A `mint` makes
 * something anew each time, and nothing of its answer is kept.
 */
export type Endpoint<Path extends PanelPath> = {
  readonly kind: 'read' | 'write' | 'mint'
  readonly right: Right
  readonly ask: z.ZodType<Ask<Path>>
  answer(tools: CommandTools, asking: Asking, ask: Ask<Path>): Promise<Answer<Path>>
}

/** Money with its text; the panel is written in English. */
export function shown({ amount, currency }: Money): ShownMoney {
  const money = { amount, currency }
  return { ...money, units: inUnits(money), text: formatMoney(money, 'en_US') }
}
