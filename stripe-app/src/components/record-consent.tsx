import { Box, Button, FocusView, Select, TextArea, TextField } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { CustomerConsent } from '../../../server/routes/panel/contract.ts'
import { texts } from '../texts.ts'
import type { Change } from './change.ts'
import { ProblemBanner } from './problem.tsx'

const words = texts.consent
type Purpose = keyof CustomerConsent['now']

/** Writes down what a customer agreed to, in their own words and with its proof. */
export function RecordConsent({
  isShown,
  customer,
  record,
  close,
}: {
  readonly isShown: boolean
  readonly customer: string
  readonly record: Change<'/panel/consent/record'>
  readonly close: () => void
}) {
  const [purpose, setPurpose] = useState<Purpose>('service')
  const [wording, setWording] = useState('')
  const [proof, setProof] = useState('')
  const [isTried, setTried] = useState(false)
  const save = async () => {
    setTried(true)
    if (wording.trim() === '') return
    const proven = proof.trim() === '' ? {} : { proof: proof.trim() }
    const said = { customer, state: 'granted', purpose, wording: wording.trim(), ...proven } as const
    if (await record.ask(said, words.recorded)) close()
  }
  return (
    <FocusView
      title={words.record}
      shown={isShown}
      setShown={close}
      primaryAction={
        <Button type="primary" pending={record.isPending} onPress={() => void save()}>
          {words.save}
        </Button>
      }
      secondaryAction={<Button onPress={close}>{words.cancel}</Button>}
    >
      <Box css={{ stack: 'y', gap: 'medium' }}>
        <Select
          label={words.title}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value as Purpose)}
        >
          <option value="service">{words.purposes.service}</option>
          <option value="marketing">{words.purposes.marketing}</option>
        </Select>
        <TextArea
          label={words.wording}
          description={words.wordingHint}
          required
          value={wording}
          error={isTried && wording.trim() === '' ? words.wordingMissing : ''}
          onChange={(event) => setWording(event.target.value)}
        />
        <TextField
          label={words.proof}
          description={words.proofHint}
          value={proof}
          onChange={(event) => setProof(event.target.value)}
        />
        {record.problem ? (
          <ProblemBanner problem={record.problem} title={texts.problems.changeTitle} />
        ) : null}
      </Box>
    </FocusView>
  )
}
