import type { Violation } from '../../crash/checks/evidence.ts'
import type { Evidence } from '../evidence.ts'
import { checkCaps } from './caps.ts'
import { checkConsent } from './consent.ts'
import { checkCoverage } from './coverage.ts'
import { checkEndings } from './endings.ts'
import { checkExplanations } from './explanations.ts'
import { checkHoldOut } from './hold-out.ts'
import { checkHours } from './hours.ts'
import { checkMoney } from './money.ts'
import { checkOnce } from './once.ts'
import { checkSettled } from './settled.ts'

/** Compares what the server did with what the cast, WhatsApp and Stripe know; nothing of the server's rules is asked. */
export function checkAll(evidence: Evidence): readonly Violation[] {
  const checks = [
    ...[checkSettled, checkHours, checkCaps, checkConsent, checkHoldOut],
    ...[checkOnce, checkEndings, checkExplanations, checkMoney, checkCoverage],
  ]
  return checks.flatMap((check) => check(evidence))
}
