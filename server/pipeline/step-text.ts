import type { FlowSettings } from '../domain/settings.ts'
import { isInSecondHalf } from '../domain/variant.ts'
import type { Flow } from '../flows/flow.ts'
import type { Seen } from '../stripe/read/seen.ts'

/** A step of a flow, as the merchant chose it, and what the flow has seen. */
export type Step = {
  readonly flow: Flow
  readonly settings: FlowSettings
  readonly seen: Seen
  /** From 1. */
  readonly step: number
}

/**
 * The text of a step for a shopper: the merchant's choice goes before the flow's. Where the merchant gave two, each
 * shopper has one of them, always the same.
 */
export function textFor(step: Step, shopperId: string): string {
  const other = step.settings.otherTemplates?.[step.step - 1]
  return other && isInSecondHalf(`${step.flow.key}:${step.step}:${shopperId}`) ? other : firstText(step)
}

/** The text of a step that was planned with `planned`: whoever has the second one keeps it, whatever the reason is now. */
export function textAgain(step: Step, planned: string): string {
  return planned === step.settings.otherTemplates?.[step.step - 1] ? planned : firstText(step, planned)
}

function firstText({ flow, settings, seen, step }: Step, otherwise = ''): string {
  return settings.templates?.[step - 1] ?? flow.steps[step - 1]?.template(seen) ?? otherwise
}
