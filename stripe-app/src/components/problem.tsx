import { Banner, Button } from '@stripe/ui-extension-sdk/ui'
import type { Problem } from '../api.ts'
import { texts } from '../texts.ts'

/** What went wrong and what to do about it; `again` is offered where trying again may help. */
export function ProblemBanner({
  problem,
  title = texts.problems.title,
  again,
}: {
  readonly problem: Problem
  readonly title?: string
  readonly again?: () => void
}) {
  const words = texts.problems.words(problem)
  return again && !isFinal(problem) ? (
    <Banner
      type="critical"
      title={title}
      description={words}
      actions={<Button onPress={again}>{texts.tryAgain}</Button>}
    />
  ) : (
    <Banner type="critical" title={title} description={words} />
  )
}

/** What the server has judged it judges the same way again. */
function isFinal({ code }: Problem): boolean {
  return code === 'refused' || code === 'invalid' || code === 'not-allowed'
}
