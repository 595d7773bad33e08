import { AccordionItem, Box, Checkbox, Divider, Select, Switch } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { AccountChoices, Flows, ShownNumber, ShownText } from '../../../server/routes/panel/contract.ts'
import type { FlowDraft, KnownFlow } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import type { Wrong } from '../wrong.ts'
import { FlowTexts } from './flow-texts.tsx'
import { languageOptions } from './language-options.tsx'
import { SenderSelect } from './numbers/sender-select.tsx'
import { TypedField } from './typed-field.tsx'

const words = texts.settings

/** What one flow's fields are made of. */
export type FlowForm = {
  readonly flow: KnownFlow
  readonly draft: FlowDraft
  readonly wrong: Wrong<FlowDraft>
  readonly change: (part: Partial<FlowDraft>) => void
  readonly isLocked: boolean
  readonly limits: Flows['limits']
  readonly texts: readonly ShownText[]
  readonly numbers: readonly ShownNumber[]
}

type Form = FlowForm & Pick<AccountChoices, 'languages'>

/** What is chosen for one flow. Closed it is a line, so that a page of flows stays quick while somebody types. */
export function FlowFields(form: Form) {
  const [isOpen, setOpen] = useState(false)
  return (
    <AccordionItem title={form.flow.name} subtitle={stateOf(form)} onChange={setOpen}>
      {isOpen ? <Fields {...form} /> : null}
    </AccordionItem>
  )
}

function stateOf({ flow, draft, wrong }: FlowForm): string {
  if (Object.keys(wrong).length > 0) return words.needsLook
  if (!draft.isOn) return words.off
  return flow.isStopped ? words.onButStopped : words.on
}

/** Its switch, its messages with their texts as a phone shows them, and its limits. */
function Fields({ languages, ...form }: Form) {
  const { flow, draft, wrong, change, isLocked, limits } = form
  return (
    <Box css={{ stack: 'y', gap: 'medium' }}>
      <Switch
        label={words.flowOn(flow.name)}
        checked={draft.isOn}
        disabled={isLocked}
        onChange={(event) => change({ isOn: event.target.checked })}
      />
      <TypedField
        name="delays"
        label={words.delays}
        description={words.delaysHint(flow.steps.length)}
        value={draft.delays}
        error={wrong.delays}
        isNeeded
        isLocked={isLocked}
        change={(delays) => change({ delays })}
      />
      <FlowTexts {...form} />
      <Divider />
      <Count {...form} name="perSubject" label={words.perSubject} description={words.perSubjectHint} />
      <Count
        {...form}
        name="windowDays"
        label={words.window}
        description={words.windowHint(limits.windowDays)}
      />
      <Count
        {...form}
        name="holdOutPercent"
        label={words.holdOut}
        description={words.flowHoldOutHint(limits.holdOutShare)}
      />
      <Select
        label={words.fallback}
        description={words.fallbackHint}
        {...(wrong.fallbackLanguage ? { error: wrong.fallbackLanguage } : {})}
        value={draft.fallbackLanguage}
        disabled={isLocked}
        onChange={(event) => change({ fallbackLanguage: event.target.value })}
      >
        <option value="">{words.noFallback}</option>
        {languageOptions(languages)}
      </Select>
      <Emails {...form} />
      {form.numbers.length > 1 || draft.sender !== '' ? (
        <SenderSelect
          label={words.sender}
          description={words.senderHint}
          numbers={form.numbers}
          value={draft.sender}
          error={wrong.sender}
          isLocked={isLocked}
          choose={(sender) => change({ sender })}
        />
      ) : null}
      {flow.mayTellEveryone ? (
        <Checkbox
          label={words.everyone}
          description={words.everyoneHint}
          checked={draft.everyone}
          disabled={isLocked}
          onChange={(event) => change({ everyone: event.target.checked })}
        />
      ) : null}
    </Box>
  )
}

/** The same customer hears of the same thing twice only where the merchant wants it so. */
function Emails({ draft, change, isLocked }: FlowForm) {
  return (
    <>
      <Checkbox
        label={words.stripeEmails}
        description={words.stripeEmailsHint}
        checked={draft.stripeEmails}
        disabled={isLocked}
        onChange={(event) => change({ stripeEmails: event.target.checked })}
      />
      {draft.stripeEmails ? (
        <Checkbox
          label={words.besideEmails}
          description={words.besideEmailsHint}
          checked={draft.besideEmails}
          disabled={isLocked}
          onChange={(event) => change({ besideEmails: event.target.checked })}
        />
      ) : null}
    </>
  )
}

function Count({
  draft,
  wrong,
  change,
  isLocked,
  name,
  label,
  description,
}: FlowForm & {
  readonly name: 'perSubject' | 'windowDays' | 'holdOutPercent'
  readonly label: string
  readonly description: string
}) {
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
