import type { Overview } from '../../server/routes/panel/contract.ts'
import { texts } from './texts.ts'

/** The steps of setting up, in their order. */
export type StepName = 'number' | 'flows' | 'texts' | 'test' | 'live'

/** A step with how far it is, and why it is not further. */
export type SetUpStep = {
  readonly name: StepName
  readonly title: string
  readonly status: 'not-started' | 'in-progress' | 'blocked' | 'complete'
  readonly why: string
}

const words = texts.onboarding

/** Every step, as far as an account has come. */
export function stepsFor({ number, flowsOn, attention, isTested }: Overview): readonly SetUpStep[] {
  const unapproved = attention.find((one) => one.kind === 'texts-unapproved')
  const watches = attention.some(({ kind }) => kind === 'watch-only')
  const canApprove = number !== null && flowsOn > 0
  const isApproved = canApprove && !unapproved
  return [
    {
      name: 'number',
      title: words.number,
      status: number === null ? 'not-started' : 'complete',
      why: number === null ? words.numberWaits : words.numberDone(number),
    },
    {
      name: 'flows',
      title: words.flows,
      status: flowsOn === 0 ? 'not-started' : 'complete',
      why: flowsOn === 0 ? words.flowsWaits : words.flowsDone(flowsOn),
    },
    {
      name: 'texts',
      title: words.approval,
      status: isApproved ? 'complete' : canApprove ? 'in-progress' : 'blocked',
      why: unapproved
        ? words.approvalWaits(unapproved.approved, unapproved.wanted)
        : canApprove
          ? words.approvalDone
          : words.approvalBlocked,
    },
    {
      name: 'test',
      title: words.test,
      status: isTested ? 'complete' : isApproved ? 'not-started' : 'blocked',
      why: isApproved ? words.testWhy : words.testBlocked,
    },
    {
      name: 'live',
      title: isApproved ? (watches ? words.watchChosen : words.liveChosen) : words.live,
      status: isApproved && !watches ? 'complete' : isApproved ? 'in-progress' : 'blocked',
      why: watches ? words.watches : isApproved ? words.isLive : words.willBeLive,
    },
  ]
}

/** The first step that is not done; the last where all are. */
export function firstOpen(steps: readonly SetUpStep[]): StepName {
  return steps.find(({ status }) => status !== 'complete')?.name ?? 'live'
}
