import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Numbers, ShownNumber } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import type { Asking } from '../../use-asked.ts'
import { Loaded } from '../loaded.tsx'
import { Note, Section } from '../section.tsx'
import { ConnectNumber } from './connect-number.tsx'
import { LinkNumber } from './link-number.tsx'
import { NumberCard } from './number-card.tsx'
import type { Typed } from './typed.ts'

const words = texts.numbers

/** The linked numbers as Meta last saw them, and ways to link, choose and unlink one. */
export function NumbersSection({
  context,
  asking,
  changed,
  isLocked,
}: {
  readonly context: ExtensionContextValue
  readonly asking: Asking<Numbers>
  /** Told after every change. */
  readonly changed: () => void
  readonly isLocked: boolean
}) {
  const again = () => {
    asking.again()
    changed()
  }
  const show = (numbers: Numbers) => {
    asking.show(numbers)
    changed()
  }
  return (
    <Section title={words.title}>
      <Loaded asking={asking}>
        {(known) => <Known context={context} known={known} show={show} again={again} isLocked={isLocked} />}
      </Loaded>
    </Section>
  )
}

type Of = {
  readonly context: ExtensionContextValue
  readonly known: Numbers
  readonly show: (numbers: Numbers) => void
  readonly again: () => void
}

/** What is being done about linking: a number on pages of Meta's, or one by what is typed. */
type Open = { readonly kind: 'connect' } | { readonly kind: 'link'; readonly known: Partial<Typed> }

function Known({ isLocked, ...of }: Of & { readonly isLocked: boolean }) {
  const { context, known, show, again } = of
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <Box css={{ stack: 'y', gap: 'medium' }}>
      {known.warnings.map((warning) => (
        <Banner key={warning} type="caution" title={words.warning} description={warning} />
      ))}
      {known.numbers.length === 0 ? <Inline>{words.none}</Inline> : null}
      {known.numbers.map((number) => (
        <NumberCard
          key={number.phoneNumberId}
          context={context}
          number={number}
          show={show}
          renew={() => setOpen({ kind: 'link', known: idsOf(number) })}
          isLocked={isLocked}
        />
      ))}
      {isLocked || open?.kind === 'connect' ? null : <Ways known={known} choose={setOpen} />}
      {open?.kind === 'connect' ? (
        <ConnectNumber
          context={context}
          close={close}
          lookAgain={() => {
            close()
            again()
          }}
        />
      ) : null}
      {open?.kind === 'link' ? (
        <LinkNumber context={context} apps={known.apps} known={open.known} show={show} close={close} />
      ) : null}
    </Box>
  )
}

function idsOf({ phoneNumberId, wabaId, app }: ShownNumber): Partial<Typed> {
  return { phoneNumberId, wabaId, app: app === 'default' ? '' : app }
}

/** The ways to link a number; what comes first of them stands out while there is none. */
function Ways({ known, choose }: Pick<Of, 'known'> & { readonly choose: (open: Open) => void }) {
  const isFirst = known.numbers.length === 0
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {isFirst ? null : <Inline css={{ font: 'bodyEmphasized' }}>{words.another}</Inline>}
      {known.canConnect ? (
        <Way
          label={words.connect}
          hint={words.connectHint}
          isMain={isFirst}
          press={() => choose({ kind: 'connect' })}
        />
      ) : null}
      <Way
        label={words.link}
        hint={words.linkHint}
        isMain={isFirst && !known.canConnect}
        press={() => choose({ kind: 'link', known: {} })}
      />
    </Box>
  )
}

function Way({
  label,
  hint,
  isMain,
  press,
}: {
  readonly label: string
  readonly hint: string
  readonly isMain: boolean
  readonly press: () => void
}) {
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Box>
        <Button type={isMain ? 'primary' : 'secondary'} onPress={press}>
          {label}
        </Button>
      </Box>
      <Note>{hint}</Note>
    </Box>
  )
}
