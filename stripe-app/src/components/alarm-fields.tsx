import { Banner, FormFieldGroup, TextField } from '@stripe/ui-extension-sdk/ui'
import type { AlarmWays } from '../../../server/routes/panel/contract.ts'
import type { WaysDraft } from '../save-settings.ts'
import type { Wrong } from '../settings-draft.ts'
import { texts } from '../texts.ts'

const words = texts.settings.alarms

/** Where alarms are told beside the panel; the secret of a webhook that was chosen just now stands there once. */
export function AlarmFields({
  draft,
  ways,
  wrong,
  change,
  isLocked,
}: {
  readonly draft: WaysDraft
  readonly ways: AlarmWays
  readonly wrong: Wrong<WaysDraft>
  readonly change: (part: Partial<WaysDraft>) => void
  readonly isLocked: boolean
}) {
  return (
    <FormFieldGroup legend={words.title} description={words.why}>
      <TextField
        label={words.webhook}
        description={words.webhookHint}
        name="webhook"
        value={draft.webhook}
        error={wrong.webhook ?? ''}
        disabled={isLocked}
        onChange={(event) => change({ webhook: event.target.value })}
      />
      {ways.newSecret ? (
        <Banner type="caution" title={words.secretTitle} description={words.secret(ways.newSecret)} />
      ) : null}
      <TextField
        label={words.email}
        description={ways.canMail ? words.emailHint : words.noMail}
        name="email"
        type="email"
        value={draft.email}
        error={wrong.email ?? ''}
        disabled={isLocked || !ways.canMail}
        onChange={(event) => change({ email: event.target.value })}
      />
    </FormFieldGroup>
  )
}
