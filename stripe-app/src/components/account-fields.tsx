import { Checkbox, FormFieldGroup, Select } from '@stripe/ui-extension-sdk/ui'
import type { AccountChoices } from '../../../server/routes/panel/contract.ts'
import { clockText } from '../format.ts'
import type { AccountDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import type { Wrong } from '../wrong.ts'
import { languageOptions } from './language-options.tsx'
import { TypedField } from './typed-field.tsx'

const words = texts.settings
const halfHours = Array.from({ length: 49 }, (_, index) => index * 30)

type Fields = {
  readonly draft: AccountDraft
  readonly wrong: Wrong<AccountDraft>
  readonly limits: AccountChoices['limits']
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
  const { draft, change, isLocked, limits } = fields
  return (
    <FormFieldGroup legend={words.account} description={words.accountHint}>
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
      <Count {...fields} name="perDay" label={words.perDay} description={words.perDayHint(limits.perDay)} />
      <Count
        {...fields}
        name="perWeek"
        label={words.perWeek}
        description={words.perWeekHint(limits.perWeek)}
      />
      <Hour {...fields} name="fromMinute" label={words.from} />
      <Hour {...fields} name="toMinute" label={words.to} />
      <Count
        {...fields}
        name="holdOutPercent"
        label={words.holdOut}
        description={words.holdOutHint(limits.holdOutShare)}
      />
    </FormFieldGroup>
  )
}

function AnsweringFields({ languages, ...fields }: Fields & Pick<AccountChoices, 'languages'>) {
  const { draft, change, isLocked, wrong, limits } = fields
  return (
    <FormFieldGroup legend={words.chat} description={words.chatHint}>
      <Select
        label={words.language}
        description={words.languageHint}
        {...(wrong.language ? { error: wrong.language } : {})}
        name="language"
        value={draft.language}
        disabled={isLocked}
        onChange={(event) => change({ language: event.target.value })}
      >
        {languageOptions(languages)}
      </Select>
      <TypedField
        name="supportContact"
        label={words.support}
        description={words.supportHint}
        value={draft.supportContact}
        error={wrong.supportContact}
        isLocked={isLocked}
        change={(supportContact) => change({ supportContact })}
      />
      <Checkbox
        label={words.staffed}
        description={words.staffedHint}
        name="staffed"
        checked={draft.staffed}
        disabled={isLocked}
        onChange={(event) => change({ staffed: event.target.checked })}
      />
      <Count
        {...fields}
        name="keepWordsDays"
        label={words.keepWords}
        description={words.keepWordsHint(limits.keepWordsDays)}
      />
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

type Labelled<Name> = Fields & { readonly name: Name; readonly label: string }

function Count({
  draft,
  wrong,
  change,
  isLocked,
  name,
  label,
  description,
}: Labelled<'perDay' | 'perWeek' | 'holdOutPercent' | 'keepWordsDays'> & { readonly description: string }) {
  return (
    <TypedField
      name={name}
      label={label}
      description={description}
      value={draft[name]}
      error={wrong[name]}
      isNeeded
      isLocked={isLocked}
      change={(text) => change({ [name]: text })}
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
