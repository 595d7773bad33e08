import type { AccountSettings, FlowSettings } from '../domain/settings.ts'
import { yesOrNo } from './notation.ts'
import { accountWords, flowWords, type WrittenSetting } from './settings-words.ts'

/** What somebody changed: the command, and the values before and after as its audit keeps them. */
export type Change = { readonly command: string; readonly before?: unknown; readonly after?: unknown }

/**
 * A change in words, such as `choose flow settings of failed-payment: delays 1h,3d,7d -> 0,3d`. Where there is a before
 * and an after, only what differs is told.
 */
export function changeText({ command, before, after }: Change): string {
  const name = command.replaceAll('-', ' ')
  const flow = flowIn(after) ?? flowIn(before)
  const told = differences(wordsOf(command, before), wordsOf(command, after)).join(', ')
  return `${name}${flow ? ` of ${flow}` : ''}${told ? `: ${told}` : ''}`
}

function flowIn(values: unknown): string | undefined {
  return isObject(values) && typeof values.flow === 'string' ? values.flow : undefined
}

/** The audit keeps what its command wrote into it. */
function wordsOf(command: string, values: unknown): readonly WrittenSetting[] | undefined {
  if (values === undefined) return undefined
  if (command === 'choose-account-settings') return accountWords(values as AccountSettings)
  if (command === 'choose-flow-settings') return flowWords(values as FlowSettings).map(orUsual)
  return isObject(values) ? Object.entries(values).flatMap(fieldWords) : [['', plain(values)]]
}

function orUsual([name, text = 'usual']: WrittenSetting): WrittenSetting {
  return [name, text]
}

function fieldWords([name, value]: readonly [string, unknown]): readonly WrittenSetting[] {
  if (name === 'flow' || isKey(name)) return []
  return [[spaced(name), plain(value)]]
}

/** The account stands above the list and need not be told in every line. */
function isKey(name: string): boolean {
  return name === 'accountId' || name === 'environment'
}

function differences(
  before: readonly WrittenSetting[] | undefined,
  after: readonly WrittenSetting[] | undefined,
): readonly string[] {
  if (!before || !after) return (after ?? before ?? []).map(([name, text]) => `${name} ${text}`.trim())
  const names = [...new Set([...before, ...after].map(([name]) => name))]
  return names.flatMap((name) => {
    const [was, is] = [textIn(before, name), textIn(after, name)]
    return was === is ? [] : [`${name} ${was} -> ${is}`.trim()]
  })
}

function textIn(settings: readonly WrittenSetting[], wanted: string): string {
  return settings.find(([name]) => name === wanted)?.[1] ?? 'none'
}

function plain(value: unknown): string {
  if (typeof value === 'boolean') return yesOrNo(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
