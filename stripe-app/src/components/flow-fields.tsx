import { AccordionItem, Box, Checkbox, Inline, Switch, TextField } from '@stripe/ui-extension-sdk/ui'
import type { Flows, ShownNumber } from '../../../server/routes/panel/contract.ts'
import { parseDelays } from '../delays.ts'
import { delayText } from '../format.ts'
import type { FlowDraft } from '../settings-draft.ts'
import { texts } from '../texts.ts'
import { SenderSelect } from './numbers/sender-select.tsx'
import { Note } from './section.tsx'

const words = texts.settings

/** What is chosen for one flow, with its texts as a phone shows them. */
export function FlowFields({
  flow,
  draft,
  numbers,
  change,
  isLocked,
}: {
  readonly flow: Flows['flows'][number]
  readonly draft: FlowDraft
  readonly numbers: readonly ShownNumber[]
  readonly change: (part: Partial<FlowDraft>) => void
  readonly isLocked: boolean
}) {
  return (
    <AccordionItem title={flow.name} subtitle={draft.isOn ? words.on : words.off}>
      <Box css={{ stack: 'y', gap: 'small' }}>
        <Switch
          label={words.flowOn(flow.name)}
          checked={draft.isOn}
          disabled={isLocked}
          onChange={(event) => change({ isOn: event.target.checked })}
        />
        <TextField
          label={words.delays}
          description={words.delaysHint}
          value={draft.delays}
          disabled={isLocked}
          error={parseDelays(draft.delays) ? '' : words.delaysWrong}
          onChange={(event) => change({ delays: event.target.value })}
        />
        <Checkbox
          label={words.stripeEmails}
          checked={draft.stripeEmails}
          disabled={isLocked}
          onChange={(event) => change({ stripeEmails: event.target.checked })}
        />
        {draft.stripeEmails ? (
          <Checkbox
            label={words.besideEmails}
            checked={draft.besideEmails}
            disabled={isLocked}
            onChange={(event) => change({ besideEmails: event.target.checked })}
          />
        ) : null}
        {numbers.length > 1 || draft.sender !== '' ? (
          <SenderSelect
            label={words.sender}
            description={words.senderHint}
            numbers={numbers}
            value={draft.sender}
            isLocked={isLocked}
            choose={(sender) => change({ sender })}
          />
        ) : null}
        {flow.steps.map(({ delayMinutes, preview }, index) => (
          <Box
            key={delayMinutes}
            css={{ stack: 'y', gap: 'xsmall', padding: 'small', backgroundColor: 'container' }}
          >
            <Note>{words.step(index + 1, delayText(delayMinutes))}</Note>
            <Inline>{preview}</Inline>
          </Box>
        ))}
      </Box>
    </AccordionItem>
  )
}
