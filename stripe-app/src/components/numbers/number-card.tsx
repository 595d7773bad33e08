import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { Badge, Banner, Box, Button, Inline } from '@stripe/ui-extension-sdk/ui'
import { useState } from 'react'
import type { Numbers, ShownNumber } from '../../../../server/routes/panel/contract.ts'
import { momentText } from '../../format.ts'
import { texts } from '../../texts.ts'
import { useChange } from '../change.ts'
import { Confirm } from '../confirm.tsx'
import { ProblemBanner } from '../problem.tsx'
import { Note } from '../section.tsx'

const words = texts.numbers

type Of = {
  readonly context: ExtensionContextValue
  readonly number: ShownNumber
  readonly show: (numbers: Numbers) => void
  /** Links it again, with a new token. */
  readonly renew: () => void
}

/** One number: who it is, what Meta last said of it, and what can be done with it. */
export function NumberCard({ isLocked, ...of }: Of & { readonly isLocked: boolean }) {
  const { number } = of
  return (
    <Box css={{ stack: 'y', gap: 'small', padding: 'medium', backgroundColor: 'container' }}>
      <Inline css={{ font: 'bodyEmphasized' }}>{`${number.phone} · ${number.name}`}</Inline>
      <Seen number={number} />
      {number.tokenEndsAt === null ? null : (
        <TokenEnds {...of} endsAt={number.tokenEndsAt} isLocked={isLocked} />
      )}
      {isLocked ? null : <Changes {...of} />}
    </Box>
  )
}

function Seen({ number }: { readonly number: ShownNumber }) {
  const { status, quality, messagingLimit, seenAt, isDefault } = number
  const isWell = status === null || status === 'CONNECTED'
  return (
    <Box css={{ stack: 'y', gap: 'xsmall' }}>
      <Box css={{ stack: 'x', gap: 'xsmall', wrap: 'wrap' }}>
        {isDefault ? <Badge type="info">{words.default}</Badge> : null}
        {status === null ? null : (
          <Badge type={isWell ? 'positive' : 'negative'}>{words.status(status)}</Badge>
        )}
        {quality === null ? null : <Badge type={qualityType(quality)}>{words.quality(quality)}</Badge>}
        {messagingLimit === null ? null : <Badge>{words.limit(messagingLimit)}</Badge>}
      </Box>
      <Note>{words.ids(number.phoneNumberId, number.wabaId)}</Note>
      {seenAt === null ? null : <Note>{words.seen(momentText(seenAt))}</Note>}
    </Box>
  )
}

function TokenEnds({
  endsAt,
  isLocked,
  renew,
}: Pick<Of, 'renew'> & { readonly endsAt: number; readonly isLocked: boolean }) {
  return (
    <Banner
      type="caution"
      title={words.tokenEnds(momentText(endsAt))}
      description={words.tokenEndsText}
      {...(isLocked ? {} : { actions: <Button onPress={renew}>{words.renew}</Button> })}
    />
  )
}

function qualityType(quality: string) {
  return ({ GREEN: 'positive', YELLOW: 'warning', RED: 'negative' } as const)[quality] ?? 'neutral'
}

function Changes({ context, number, show }: Of) {
  const choose = useChange(context, '/panel/numbers/default', show)
  const unlink = useChange(context, '/panel/numbers/unlink', show)
  const [isAsked, setAsked] = useState(false)
  const { phoneNumberId, phone } = number
  return (
    <Box css={{ stack: 'y', gap: 'small' }}>
      {choose.problem ? <ProblemBanner problem={choose.problem} title={texts.problems.changeTitle} /> : null}
      <Box css={{ stack: 'x', gap: 'small' }}>
        {number.isDefault ? null : (
          <Button pending={choose.isPending} onPress={() => void choose.ask({ phoneNumberId }, words.chosen)}>
            {words.makeDefault}
          </Button>
        )}
        <Button onPress={() => setAsked(true)}>{words.unlink}</Button>
      </Box>
      <Confirm
        isShown={isAsked}
        title={words.unlinkTitle(phone)}
        text={words.unlinkText}
        action={words.unlinkConfirm}
        type="destructive"
        isPending={unlink.isPending}
        problem={unlink.problem}
        confirm={() => void unlink.ask({ phoneNumberId }, words.unlinked)}
        close={() => setAsked(false)}
      />
    </Box>
  )
}
