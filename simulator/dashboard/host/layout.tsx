import { type SyntheticEvent, useState } from 'react'
import { styleOf } from './css.ts'
import { hrefOf, type Props, type StandIn } from './stand-in.ts'

/** Layout, text, and what is pressed. */
export const layout: Readonly<Record<string, StandIn>> = {
  Box: ({ css, children }) => <div style={styleOf(css)}>{children}</div>,
  Inline: ({ css, children }) => <span style={styleOf(css)}>{children}</span>,
  Divider: () => <hr />,
  Badge: ({ type = 'neutral', children }) => <span className={`badge badge-${type}`}>{children}</span>,
  Spinner: () => <span className="spinner" aria-hidden="true" />,
  Icon: ({ name }) => <span className="icon" aria-hidden="true" data-name={name} />,
  Img: ({ src, alt }) => <img src={src} alt={alt} />,
  Banner: ({ type = 'default', title, description, actions, onDismiss }) => (
    <div className={`banner banner-${type}`} role={type === 'critical' ? 'alert' : 'status'}>
      <strong>{title}</strong>
      <div>{description}</div>
      {actions ? <div className="actions">{actions}</div> : null}
      {onDismiss ? (
        <button type="button" onClick={() => onDismiss()}>
          Dismiss
        </button>
      ) : null}
    </div>
  ),
  Button,
  ButtonGroup: ({ children }) => <div className="actions">{children}</div>,
  Link: ({ href, external, target, onPress, children }) => (
    <a href={hrefOf(href) ?? '#'} target={target} onClick={() => onPress?.({})}>
      {children}
      {external ? <span className="icon" aria-hidden="true" data-name="external" /> : null}
    </a>
  ),
  Accordion: ({ children }) => <div className="accordion">{children}</div>,
  AccordionItem,
  List: ({ children }) => <ul className="list">{children}</ul>,
  ListItem: ({ title, secondaryTitle, value }) => (
    <li>
      <div>
        <div>{title}</div>
        <small>{secondaryTitle}</small>
      </div>
      <div>{value}</div>
    </li>
  ),
  PropertyList: ({ children }) => <dl>{children}</dl>,
  PropertyListItem: ({ label, value }) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  ),
}

/** Pressing the title opens and closes it, and the view hears of it. */
function AccordionItem({ title, subtitle, defaultOpen = false, onChange, children }: Props) {
  const [isOpen, setOpen] = useState<boolean>(defaultOpen)
  const press = (event: SyntheticEvent) => {
    event.preventDefault()
    setOpen(!isOpen)
    onChange?.(!isOpen)
  }
  return (
    <details open={isOpen}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is pressed by mouse and keyboard */}
      <summary onClick={press}>
        {title} <small>{subtitle}</small>
      </summary>
      {children}
    </details>
  )
}

function Button({ type = 'secondary', disabled, pending, href, target, onPress, children }: Props) {
  const className = `button button-${type}`
  if (href) {
    return (
      <a className={className} href={hrefOf(href) ?? '#'} target={target} onClick={() => onPress?.({})}>
        {children}
      </a>
    )
  }
  return (
    <button
      type="button"
      className={className}
      disabled={disabled || pending}
      aria-busy={pending}
      onClick={() => onPress?.({})}
    >
      {children}
    </button>
  )
}
