import { FormFieldGroup, Select, TextField } from '@stripe/ui-extension-sdk/ui'
import { clockText } from '../format.ts'
import { type AccountDraft, problemsIn } from '../settings-draft.ts'
import { texts } from '../texts.ts'

const words = texts.settings
const quarters = Array.from({ length: 49 }, (_, index) => index * 30)

/** What is chosen for all messages of an account. */
export function AccountFields({
  draft,
  change,
  isLocked,
}: {
  readonly draft: AccountDraft
  readonly change: (part: Partial<AccountDraft>) => void
  readonly isLocked: boolean
}) {
  const problems = problemsIn(draft)
  return (
    <FormFieldGroup legend={words.account}>
      <Select
        label={words.mode}
        name="mode"
        value={draft.mode}
        disabled={isLocked}
        onChange={(event) => change({ mode: event.target.value as AccountDraft['mode'] })}
      >
        <option value="live">{words.modes.live}</option>
        <option value="watch">{words.modes.watch}</option>
      </Select>
      {(['perDay', 'perWeek'] as const).map((name) => (
        <TextField
          key={name}
          label={words[name]}
          name={name}
          required
          value={draft[name]}
          error={problems[name] ?? ''}
          disabled={isLocked}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      ))}
      {(['fromMinute', 'toMinute'] as const).map((name) => (
        <Select
          key={name}
          label={name === 'fromMinute' ? words.from : words.to}
          description={words.hours}
          name={name}
          value={draft[name]}
          disabled={isLocked}
          onChange={(event) => change({ [name]: event.target.value })}
        >
          {choices(draft[name]).map((minute) => (
            <option key={minute} value={String(minute)}>
              {clockText(minute)}
            </option>
          ))}
        </Select>
      ))}
      <TextField
        label={words.holdOut}
        description={words.holdOutHint}
        name="holdOutPercent"
        value={draft.holdOutPercent}
        error={problems.holdOutPercent ?? ''}
        disabled={isLocked}
        onChange={(event) => change({ holdOutPercent: event.target.value })}
      />
    </FormFieldGroup>
  )
}

/** Every half hour, and the minute that was chosen elsewhere. */
function choices(chosen: string): readonly number[] {
  return [...new Set([...quarters, Number(chosen)])].toSorted((a, b) => a - b)
}
