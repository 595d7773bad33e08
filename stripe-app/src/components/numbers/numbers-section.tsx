import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Banner, Box, Button } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Numbers } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import type { Asking } from '../../use-asked.ts'
import { Loaded } from '../loaded.tsx'
import { Note, Section } from '../section.tsx'
import { ConnectNumber } from './connect-number.tsx'
import { LinkNumber } from './link-number.tsx'
import { NumberCard } from './number-card.tsx'

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
        {(known) => (
          <Box css={{ stack: 'y', gap: 'medium' }}>
            {known.warnings.map((warning) => (
              <Banner key={warning} type="caution" title={words.warning} description={warning} />
            ))}
            {known.numbers.length === 0 ? <Note>{words.none}</Note> : null}
            {known.numbers.map((number) => (
              <NumberCard
                key={number.phoneNumberId}
                context={context}
                number={number}
                show={show}
                isLocked={isLocked}
              />
            ))}
            {isLocked ? null : <Linking context={context} known={known} show={show} again={again} />}
          </Box>
        )}
      </Loaded>
    </Section>
  )
}

function Linking({
  context,
  known,
  show,
  again,
}: {
  readonly context: ExtensionContextValue
  readonly known: Numbers
  readonly show: (numbers: Numbers) => void
  readonly again: () => void
}) {
  const [open, setOpen] = useState<'connect' | 'link'>()
  const close = () => setOpen(undefined)
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Box css={{ stack: 'x', gap: 'small' }}>
        {known.canConnect ? (
          <Button
            type={known.numbers.length === 0 ? 'primary' : 'secondary'}
            onPress={() => setOpen('connect')}
          >
            {words.connect}
          </Button>
        ) : null}
        <Button onPress={() => setOpen('link')}>{words.link}</Button>
      </Box>
      {open === 'connect' ? (
        <ConnectNumber
          context={context}
          lookAgain={() => {
            close()
            again()
          }}
        />
      ) : null}
      {open === 'link' ? <LinkNumber context={context} apps={known.apps} show={show} close={close} /> : null}
    </Box>
  )
}
