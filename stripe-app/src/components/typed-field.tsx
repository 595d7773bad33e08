import { TextField } from '@stripe/ui-extension-sdk/ui'

/** A line of text in a form: what it is, what may be written in it, and what is wrong with what is. */
export function TypedField({
  name,
  label,
  description = '',
  value,
  error = '',
  type = 'text',
  isNeeded = false,
  isLocked,
  change,
}: {
  readonly name: string
  readonly label: string
  readonly description?: string | undefined
  readonly value: string
  readonly error?: string | undefined
  readonly type?: 'text' | 'email' | 'password'
  readonly isNeeded?: boolean
  readonly isLocked: boolean
  readonly change: (text: string) => void
}) {
  return (
    <TextField
      name={name}
      label={label}
      description={description}
      value={value}
      error={error}
      type={type}
      required={isNeeded}
      disabled={isLocked}
      onChange={(event) => change(event.target.value)}
    />
  )
}
