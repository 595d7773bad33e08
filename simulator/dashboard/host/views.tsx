import { useRef } from 'react'
import type { Props, StandIn } from './stand-in.ts'

/** The frames Stripe puts around a view. */
export const views: Readonly<Record<string, StandIn>> = {
  ContextView: ({
    title,
    description,
    banner,
    actions,
    primaryAction,
    secondaryAction,
    footerContent,
    children,
  }) => (
    <section className="view drawer" aria-label={title}>
      <h1>{title}</h1>
      {description ? <p className="description">{description}</p> : null}
      {actions}
      {banner}
      {children}
      <footer>
        {footerContent}
        {secondaryAction}
        {primaryAction}
      </footer>
    </section>
  ),
  FocusView: ({ shown, title, setShown, primaryAction, secondaryAction, footerContent, children }) =>
    shown ? (
      <div className="shade">
        <dialog open aria-label={title} className="focus">
          <header>
            <h2>{title}</h2>
            <button type="button" aria-label="Close" onClick={() => setShown?.(false)}>
              ×
            </button>
          </header>
          {children}
          <footer>
            {footerContent}
            {secondaryAction}
            {primaryAction}
          </footer>
        </dialog>
      </div>
    ) : null,
  SettingsView,
  OnboardingView: ({ title, description, tasks, completed, error, children }) => (
    <section className="view onboarding" aria-label={title} data-completed={completed}>
      <h1>{title}</h1>
      <p className="description">{description}</p>
      {error}
      <div className="columns">
        <ol className="tasks">
          {(tasks as readonly Task[]).map((task) => (
            <li key={task.title} className={`task task-${task.status ?? 'not-started'}`}>
              <button type="button" onClick={() => task.onPress?.({})}>
                {task.title}
              </button>
              <small>{words[task.status ?? 'not-started']}</small>
            </li>
          ))}
        </ol>
        <div>{children}</div>
      </div>
    </section>
  ),
}

type Task = {
  readonly title: string
  readonly status?: keyof typeof words
  readonly onPress?: (event: object) => void
}

const words = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  blocked: 'Waiting',
  complete: 'Done',
} as const

/** Saving hands over what the inputs hold, by their names. */
function SettingsView({ onSave, statusMessage, children }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const save = () => {
    const values = new window.FormData(form.current ?? undefined)
    onSave(Object.fromEntries([...values].map(([name, value]) => [name, String(value)])))
  }
  return (
    <section className="view settings" aria-label="Settings">
      <header>
        <h1>Settings</h1>
        <span role="status">{statusMessage}</span>
        {onSave ? (
          <button type="button" className="button button-primary" onClick={save}>
            Save
          </button>
        ) : null}
      </header>
      <form ref={form} onSubmit={(event) => event.preventDefault()}>
        {children}
      </form>
    </section>
  )
}
