import { Checkbox, FormFieldGroup, Select, TextField } from '@stripe/ui-extension-sdk/ui'
import type { AccountChoices } from '../../../server/routes/panel/contract.ts'
import { clockText } from '../format.ts'
import type { AccountDraft, Wrong } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import { languageOptions } from './language-options.tsx'

const words = texts.settings
const halfHours = Array.from({ length: 49 }, (_, index) => index * 30)

type Fields = {
  readonly draft: AccountDraft
  readonly wrong: Wrong<AccountDraft>
  readonly change: (part: Partial<AccountDraft>) => void
  readonly isLocked: boolean
}

/** What is chosen for all messages of an account. */
export function AccountFields({ languages, ...fields }: Fields & Pick<AccountChoices, 'languages'>) {
  return (
    <>
      <SendingFields {...fields} />
      <AnsweringFields {...fields} languages={languages} />
    </>
  )
}

function SendingFields(fields: Fields) {
  const { draft, change, isLocked } = fields
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
      <Text {...fields} name="perDay" label={words.perDay} description={words.perDayHint} />
      <Text {...fields} name="perWeek" label={words.perWeek} />
      <Hour {...fields} name="fromMinute" label={words.from} />
      <Hour {...fields} name="toMinute" label={words.to} />
      <Text {...fields} name="holdOutPercent" label={words.holdOut} description={words.holdOutHint} />
    </FormFieldGroup>
  )
}

function AnsweringFields({ languages, ...fields }: Fields & Pick<AccountChoices, 'languages'>) {
  const { draft, change, isLocked, wrong } = fields
  return (
    <FormFieldGroup legend={words.chat}>
      <Select
        label={words.language}
        description={words.languageHint}
        name="language"
        value={draft.language}
        disabled={isLocked}
        onChange={(event) => change({ language: event.target.value })}
      >
        {languageOptions(languages)}
      </Select>
      <TextField
        label={words.support}
        description={words.supportHint}
        name="supportContact"
        value={draft.supportContact}
        error={wrong.supportContact ?? ''}
        disabled={isLocked}
        onChange={(event) => change({ supportContact: event.target.value })}
      />
      <Checkbox
        label={words.staffed}
        description={words.staffedHint}
        name="staffed"
        checked={draft.staffed}
        disabled={isLocked}
        onChange={(event) => change({ staffed: event.target.checked })}
      />
      <Text {...fields} name="keepWordsDays" label={words.keepWords} description={words.keepWordsHint} />
      <Checkbox
        label={words.autoCollection}
        description={words.autoCollectionHint}
        name="autoCollection"
        checked={draft.autoCollection}
        disabled={isLocked}
        onChange={(event) => change({ autoCollection: event.target.checked })}
      />
    </FormFieldGroup>
  )
}

type Labelled<Name> = Fields & {
  readonly name: Name
  readonly label: string
  readonly description?: string
}

function Text({
  draft,
  wrong,
  change,
  isLocked,
  name,
  label,
  description,
}: Labelled<'perDay' | 'perWeek' | 'holdOutPercent' | 'keepWordsDays'>) {
  return (
    <TextField
      label={label}
      {...(description ? { description } : {})}
      name={name}
      required
      value={draft[name]}
      error={wrong[name] ?? ''}
      disabled={isLocked}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  )
}

function Hour({ draft, wrong, change, isLocked, name, label }: Labelled<'fromMinute' | 'toMinute'>) {
  const problem = wrong[name]
  return (
    <Select
      label={label}
      description={words.hours}
      {...(problem ? { error: problem } : {})}
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
  )
}

/** Every half hour, and the minute that was chosen elsewhere. */
function choices(chosen: string): readonly number[] {
  return [...new Set([...halfHours, Number(chosen)])].toSorted((a, b) => a - b)
}
