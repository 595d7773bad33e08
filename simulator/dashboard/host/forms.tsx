import { useEffect, useId, useRef, useState } from 'react'
import { type Props, plainEvent, type StandIn } from './stand-in.ts'

/**
 * What is filled in. The view hears of each letter later, so each keeps what was typed and follows the view when it
 * says something else.
 */
export const forms: Readonly<Record<string, StandIn>> = {
  TextField: (props) => <Text {...props} />,
  TextArea: (props) => <Text {...props} isLong />,
  Select,
  Switch: (props) => <Tick {...props} role="switch" />,
  Checkbox: (props) => <Tick {...props} />,
  FormFieldGroup: ({ legend, description, children }) => (
    <fieldset>
      <legend>{legend}</legend>
      {description ? <small>{description}</small> : null}
      {children}
    </fieldset>
  ),
}

/**
 * A copy of what a prop says, which may be ahead of it. What the view was told and says in turn changes nothing: by then
 * more may have been typed.
 */
function useCopy<T>(said: T): [T, (value: T) => void] {
  const [copy, setCopy] = useState(said)
  const told = useRef<T[]>([])
  useEffect(() => {
    const place = told.current.indexOf(said)
    told.current = place < 0 ? [] : told.current.slice(place + 1)
    if (place < 0) setCopy(said)
  }, [said])
  const choose = (value: T) => {
    told.current.push(value)
    setCopy(value)
  }
  return [copy, choose]
}

function Text({ isLong, value, defaultValue = '', onChange, type = 'text', ...props }: Props) {
  const [text, setText] = useCopy<string>(value ?? defaultValue)
  const id = useId()
  const given = {
    id,
    name: props.name,
    value: text,
    disabled: props.disabled,
    required: props.required,
    placeholder: props.placeholder,
    'aria-invalid': Boolean(props.error || props.invalid),
    'aria-describedby': `${id}-more`,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setText(event.target.value)
      onChange?.(plainEvent({ value: event.target.value }))
    },
  }
  return (
    <Field id={id} {...props}>
      {isLong ? <textarea {...given} rows={3} /> : <input {...given} type={type} />}
    </Field>
  )
}

function Select({ value, defaultValue, onChange, children, ...props }: Props) {
  const [chosen, setChosen] = useCopy<string>(value ?? defaultValue ?? '')
  const id = useId()
  return (
    <Field id={id} {...props}>
      <select
        id={id}
        name={props.name}
        value={chosen}
        disabled={props.disabled}
        aria-describedby={`${id}-more`}
        onChange={(event) => {
          setChosen(event.target.value)
          onChange?.(plainEvent({ value: event.target.value }))
        }}
      >
        {children}
      </select>
    </Field>
  )
}

function Tick({ checked, defaultChecked = false, onChange, role, ...props }: Props) {
  const [isOn, setOn] = useCopy<boolean>(checked ?? defaultChecked)
  const id = useId()
  return (
    <div className="field tick">
      <input
        type="checkbox"
        id={id}
        name={props.name}
        role={role}
        checked={isOn}
        disabled={props.disabled}
        aria-describedby={`${id}-more`}
        onChange={(event) => {
          setOn(event.target.checked)
          onChange?.(plainEvent({ checked: event.target.checked }))
        }}
      />
      <label htmlFor={id}>{props.label}</label>
      <small id={`${id}-more`}>{props.description}</small>
    </div>
  )
}

function Field({ id, label, description, error, required, hiddenElements = [], children }: Props) {
  return (
    <div className="field">
      <label htmlFor={id} className={hiddenElements.includes('label') ? 'unseen' : undefined}>
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {children}
      <small id={`${id}-more`}>
        {description}
        {error ? <span className="error">{error}</span> : null}
      </small>
    </div>
  )
}
