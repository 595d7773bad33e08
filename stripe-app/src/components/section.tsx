import { Box, Inline } from '@stripe/ui-extension-sdk/ui'
import type { ReactNode } from 'react'

/** A part of a view under its heading. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      <Inline css={{ font: 'heading' }}>{title}</Inline>
      {children}
    </Box>
  )
}

/** A quiet line below or instead of something. */
export function Note({ children }: { readonly children: ReactNode }) {
  return <Inline css={{ font: 'caption', color: 'secondary' }}>{children}</Inline>
}
