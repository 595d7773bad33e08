import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Badge, Box, ContextView } from '@stripe/ui-extension-sdk/ui'
import type { ReactNode } from 'react'
import { texts } from '../texts.ts'

/** A view in the drawer, always saying which mode it shows. */
export function Frame({
  context,
  title,
  description,
  children,
}: {
  readonly context: ExtensionContextValue
  readonly title: string
  readonly description?: string
  readonly children: ReactNode
}) {
  return (
    <ContextView title={title} {...(description ? { description } : {})}>
      <Box css={{ stack: 'y', gap: 'large' }}>
        <ModeBadge context={context} />
        {children}
      </Box>
    </ContextView>
  )
}

/** Which of Stripe's three separate worlds is shown. */
export function ModeBadge({ context }: { readonly context: ExtensionContextValue }) {
  const mode = modeOf(context)
  return (
    <Box>
      <Badge type={mode === 'live' ? 'neutral' : 'warning'}>{texts.modes[mode]}</Badge>
    </Box>
  )
}

function modeOf({ environment, userContext }: ExtensionContextValue): keyof typeof texts.modes {
  if (environment.mode === 'live') return 'live'
  return userContext.account.isSandbox ? 'sandbox' : 'test'
}
