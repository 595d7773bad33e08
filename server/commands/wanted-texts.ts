import type { Account } from '../domain/account.ts'
import { languageOf } from '../domain/language.ts'
import { type Language, languages, type Template } from '../domain/template.ts'
import type { Flow } from '../flows/flow.ts'
import { flows } from '../flows/index.ts'
import { readAccountSettings } from '../store/account-settings.ts'
import { findAccount } from '../store/accounts.ts'
import type { Db } from '../store/database.ts'
import { readFlowSettings } from '../store/flow-settings.ts'
import { type LinkedNumber, senderFor } from '../store/numbers.ts'
import { catalogue } from '../whatsapp/catalogue/index.ts'
import type { By } from './tools.ts'

/** A text in one language, and the number it is sent from: Meta approves it for the number's business account. */
export type WantedText = {
  readonly template: Template
  readonly language: Language
  readonly number: LinkedNumber
}

/**
 * Every text that the flows an account has switched on may choose, in every language, once for each business account.
 * All texts in the language most shoppers read come first.
 */
export async function wantedTexts(db: Db, key: By['account']): Promise<readonly WantedText[]> {
  const account = await findAccount(db, key)
  if (!account) return []
  const found = (await Promise.all(flows.map((flow) => textsOf(db, account, flow)))).flat()
  const once = [...new Map(found.map((text) => [`${text.number.wabaId} ${text.key}`, text])).values()]
  const fallbacks = found.flatMap(({ fallback }) => fallback ?? [])
  return inOrder(account, fallbacks).flatMap((language) =>
    once.flatMap(({ key: name, number }) => {
      const template = catalogue[name]
      return template ? [{ template, language, number }] : []
    }),
  )
}

/** The account's own language, what its flows fall back to, English, and the rest. */
function inOrder({ language }: Account, fallbacks: readonly Language[]): readonly Language[] {
  return [...new Set([languageOf(language) ?? 'en_US', ...fallbacks, 'en_US' as const, ...languages])]
}

type FlowText = {
  readonly key: string
  readonly number: LinkedNumber
  readonly fallback: Language | undefined
}

/** Those the merchant chose, and the flow's own for the other steps; none of a flow that is off or has no number. */
async function textsOf(db: Db, account: Account, { key: flow, steps }: Flow): Promise<readonly FlowText[]> {
  const settings = await readFlowSettings(db, account, flow)
  const { isOn, templates = [], otherTemplates = [], sender, fallbackLanguage } = settings
  if (!isOn) return []
  const keys = steps.flatMap(({ texts }, index) => [
    ...(templates[index] ? [templates[index]] : texts),
    ...(otherTemplates[index] ? [otherTemplates[index]] : []),
  ])
  const numbers = await sendersOf(db, account, sender)
  return numbers.flatMap((number) => keys.map((key) => ({ key, number, fallback: fallbackLanguage })))
}

/** Every number a flow may be sent from: its own, or else the default and those for single countries. */
async function sendersOf(
  db: Db,
  account: Account,
  sender: string | undefined,
): Promise<readonly LinkedNumber[]> {
  const { senders } = await readAccountSettings(db, account)
  const named = sender ? [sender] : [undefined, ...Object.values(senders)]
  const numbers = await Promise.all(named.map((id) => senderFor(db, account, id)))
  return numbers.filter((number) => number !== undefined)
}
