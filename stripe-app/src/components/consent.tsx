import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import {
  Badge,
  Box,
  Button,
  Inline,
  List,
  ListItem,
  PropertyList,
  PropertyListItem,
} from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { CustomerConsent, Overview } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import type { Asking } from '../use-asked.ts'
import { type Change, useChange } from './change.ts'
import { Confirm } from './confirm.tsx'
import { Loaded } from './loaded.tsx'
import { RecordConsent } from './record-consent.tsx'
import { Note, Section } from './section.tsx'

const words = texts.consent
const badges = { granted: 'positive', withdrawn: 'negative', unknown: 'neutral' } as const

type Of = {
  readonly context: ExtensionContextValue
  readonly customer: string
  readonly may: Overview['may']
  readonly asking: Asking<CustomerConsent>
  /** Is told when something was written down. */
  readonly changed: () => void
}

/** Where the permissions of a customer stand, what they rest on, and ways to write down what changed. */
export function ConsentSection({ context, customer, may, asking, changed }: Of) {
  const record = useChange(context, '/panel/consent/record', (consent) => {
    asking.show(consent)
    changed()
  })
  return (
    <Section title={words.title}>
      <Loaded asking={asking}>
        {(consent) => (
          <Box css={{ stack: 'y', gap: 'medium' }}>
            <Now consent={consent} />
            {may.care ? <Changes customer={customer} record={record} consent={consent} /> : null}
            <Ledger consent={consent} />
          </Box>
        )}
      </Loaded>
    </Section>
  )
}

function Now({ consent: { phone, now } }: { readonly consent: CustomerConsent }) {
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <PropertyList>
        {phone ? <PropertyListItem label={words.phone} value={phone} /> : null}
        <PropertyListItem label={words.purposes.service} value={<State state={now.service} />} />
        <PropertyListItem label={words.purposes.marketing} value={<State state={now.marketing} />} />
      </PropertyList>
      {phone ? null : <Note>{words.noPhone}</Note>}
    </Box>
  )
}

function State({ state }: { readonly state: keyof typeof badges }) {
  return <Badge type={badges[state]}>{words.states[state]}</Badge>
}

type Record = Change<'/panel/consent/record'>

function Changes({
  customer,
  record,
  consent,
}: {
  readonly customer: string
  readonly record: Record
  readonly consent: CustomerConsent
}) {
  const [open, setOpen] = useState<'record' | 'stop'>()
  const close = () => setOpen(undefined)
  const stop = async () => {
    if (await record.ask({ customer, state: 'withdrawn' }, words.stopped)) close()
  }
  return (
    <Box css={{ stack: 'x', gap: 'small' }}>
      {consent.phone ? <Button onPress={() => setOpen('record')}>{words.record}</Button> : null}
      {consent.now.service === 'withdrawn' && consent.now.marketing === 'withdrawn' ? null : (
        <Button type="destructive" onPress={() => setOpen('stop')}>
          {words.stop}
        </Button>
      )}
      <RecordConsent isShown={open === 'record'} customer={customer} record={record} close={close} />
      <Confirm
        isShown={open === 'stop'}
        title={words.stopTitle}
        text={words.stopText}
        action={words.stopConfirm}
        type="destructive"
        isPending={record.isPending}
        problem={record.problem}
        confirm={() => void stop()}
        close={close}
      />
    </Box>
  )
}

function Ledger({ consent: { ledger } }: { readonly consent: CustomerConsent }) {
  if (ledger.length === 0) return <Note>{words.none}</Note>
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.history}</Inline>
      <List>
        {ledger.map((line, index) => (
          <ListItem
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of the ledger are never changed
            key={index}
            id={String(index)}
            title={words.line(line)}
            secondaryTitle={[line.wording, line.proof].filter(Boolean).join(' · ')}
          />
        ))}
      </List>
    </Box>
  )
}
