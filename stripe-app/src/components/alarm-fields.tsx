import { Banner, Box, FormFieldGroup, Inline } from '@stripe/ui-extension-sdk/ui'
import type { AlarmWays } from '../../../server/routes/panel/contract.ts'
import type { WaysDraft } from '../save-settings.ts'
import { texts } from '../texts.ts'
import type { Wrong } from '../wrong.ts'
import { CopyButton } from './copy-button.tsx'
import { TypedField } from './typed-field.tsx'

const words = texts.settings.alarms

/** Where alarms are told beside the panel. */
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
      <TypedField
        name="email"
        label={words.email}
        description={ways.canMail ? words.emailHint : words.noMail}
        type="email"
        value={draft.email}
        error={wrong.email}
        isLocked={isLocked || !ways.canMail}
        change={(email) => change({ email })}
      />
      <TypedField
        name="webhook"
        label={words.webhook}
        description={words.webhookHint}
        value={draft.webhook}
        error={wrong.webhook}
        isLocked={isLocked}
        change={(webhook) => change({ webhook })}
      />
    </FormFieldGroup>
  )
}

/** The secret of a web address that was chosen just now, to be copied: it is shown this once. */
export function NewSecret({ secret }: { readonly secret: string }) {
  return (
    <Banner
      type="caution"
      title={words.secretTitle}
      description={
        <Box css={{ stack: 'y', gap: 'small' }}>
          <Inline>{words.secretHint}</Inline>
          <Inline css={{ fontFamily: 'monospace' }}>{secret}</Inline>
        </Box>
      }
      actions={<CopyButton text={secret} label={words.copySecret} />}
    />
  )
}
