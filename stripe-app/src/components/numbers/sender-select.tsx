import { Select } from '@stripe/ui-extension-sdk/ui'
import type { ShownNumber } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'

const words = texts.numbers

/** Chooses the number something is sent from; empty is the usual one. One that was unlinked meanwhile stays to be seen. */
export function SenderSelect({
  label,
  description = '',
  numbers,
  value,
  error,
  isLocked,
  choose,
}: {
  readonly label: string
  readonly description?: string
  readonly numbers: readonly ShownNumber[]
  readonly value: string
  readonly error?: string | undefined
  readonly isLocked: boolean
  readonly choose: (phoneNumberId: string) => void
}) {
  const isGone = value !== '' && !numbers.some(({ phoneNumberId }) => phoneNumberId === value)
  return (
    <Select
      label={label}
      description={description}
      {...(error ? { error } : {})}
      value={value}
      disabled={isLocked}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{words.usualSender}</option>
      {numbers.map(({ phoneNumberId, phone, name }) => (
        <option key={phoneNumberId} value={phoneNumberId}>
          {`${phone} · ${name}`}
        </option>
      ))}
      {isGone ? <option value={value}>{words.goneSender(value)}</option> : null}
    </Select>
  )
}
