import { Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { ShownNumber } from '../../../../server/routes/panel/contract.ts'
import type { AccountDraft } from '../../settings-draft.ts'
import { texts } from '../../texts.ts'
import { Note } from '../section.tsx'
import { TypedField } from '../typed-field.tsx'
import { SenderSelect } from './sender-select.tsx'

const words = texts.numbers.countries

/** Which countries have a number of their own. */
export function CountrySenders({
  numbers,
  senders,
  error,
  isLocked,
  change,
}: {
  readonly numbers: readonly ShownNumber[]
  readonly senders: AccountDraft['senders']
  readonly error: string | undefined
  readonly isLocked: boolean
  readonly change: (senders: AccountDraft['senders']) => void
}) {
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{words.title}</Inline>
      <Note>{words.hint}</Note>
      {Object.entries(senders).map(([country, number]) => (
        <SenderSelect
          key={country}
          label={words.of(country)}
          numbers={numbers}
          value={number}
          error={error}
          isLocked={isLocked}
          choose={(phoneNumberId) => change({ ...senders, [country]: phoneNumberId })}
        />
      ))}
      {isLocked ? null : <AddCountry add={(country) => change({ [country]: '', ...senders })} />}
    </Box>
  )
}

function AddCountry({ add }: { readonly add: (country: string) => void }) {
  const [country, setCountry] = useState('')
  const [isTried, setTried] = useState(false)
  const code = country.trim().toUpperCase()
  const isCode = /^[A-Z]{2}$/.test(code)
  const press = () => {
    setTried(!isCode)
    if (!isCode) return
    add(code)
    setCountry('')
  }
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <TypedField
        name="country"
        label={words.country}
        description={words.countryHint}
        value={country}
        error={isTried && !isCode ? words.countryWrong : ''}
        isLocked={false}
        change={setCountry}
      />
      <Box>
        <Button onPress={press}>{words.add}</Button>
      </Box>
    </Box>
  )
}
