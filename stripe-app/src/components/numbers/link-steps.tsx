import { Box, Button, Inline, Link, Select } from '@stripe/ui-extension-sdk/ui'
import type { CodeAsk } from '../../../../server/routes/panel/contract.ts'
import { texts } from '../../texts.ts'
import { TypedField } from '../typed-field.tsx'
import type { Typed } from './typed.ts'

const words = texts.numbers
/** Where what is copied stands at Meta. */
const pages = {
  apps: 'https://developers.facebook.com/apps',
  systemUsers: 'https://business.facebook.com/latest/settings/system_users',
}

/** What each step of linking a number is filled in with. */
export type LinkForm = {
  readonly typed: Typed
  readonly wrong: Partial<Typed>
  readonly change: (part: Partial<Typed>) => void
}

/** What a merchant copies from Meta; an app is asked for where there is more than one. */
export function CredentialsFields({
  apps,
  isAgain,
  ...form
}: LinkForm & { readonly apps: readonly string[]; readonly isAgain: boolean }) {
  const { typed, wrong, change } = form
  return (
    <Box css={{ stack: 'y', gap: 'medium' }}>
      <Inline>
        {isAgain ? words.tokenHint : words.credentialsHint}{' '}
        <Link href={isAgain ? pages.systemUsers : pages.apps} target="_blank" external>
          {isAgain ? words.tokenOpen : words.credentialsOpen}
        </Link>
      </Inline>
      {(['phoneNumberId', 'wabaId', 'token'] as const).map((name) => (
        <TypedField
          key={name}
          name={name}
          label={words.fields[name]}
          description={words.hints[name]}
          value={typed[name]}
          error={wrong[name]}
          type={name === 'token' ? 'password' : 'text'}
          isNeeded
          isLocked={false}
          change={(text) => change({ [name]: text })}
        />
      ))}
      {apps.length === 0 ? null : (
        <Select
          label={words.fields.app}
          description={words.appHint}
          {...(wrong.app ? { error: wrong.app } : {})}
          value={typed.app}
          onChange={(event) => change({ app: event.target.value })}
        >
          <option value="">{words.usualApp}</option>
          {apps.map((app) => (
            <option key={app} value={app}>
              {app}
            </option>
          ))}
        </Select>
      )}
    </Box>
  )
}

/** Before a code was sent, how it shall come; afterwards the code, and a way to have another one. */
export function CodeFields({
  typed,
  wrong,
  change,
  isSent,
  way,
  choose,
  sendAgain,
  isSending,
}: LinkForm & {
  readonly isSent: boolean
  readonly way: CodeAsk['way']
  readonly choose: (way: CodeAsk['way']) => void
  readonly sendAgain: () => void
  readonly isSending: boolean
}) {
  return (
    <Box css={{ stack: 'y', gap: 'medium' }}>
      <Inline>{isSent ? words.code.onItsWay : words.code.why}</Inline>
      {isSent ? (
        <TypedField
          name="code"
          label={words.fields.code}
          description={words.code.hint}
          value={typed.code}
          error={wrong.code}
          isNeeded
          isLocked={false}
          change={(code) => change({ code })}
        />
      ) : null}
      <Select
        label={words.code.way}
        value={way}
        onChange={(event) => choose(event.target.value as CodeAsk['way'])}
      >
        <option value="SMS">{words.code.ways.SMS}</option>
        <option value="VOICE">{words.code.ways.VOICE}</option>
      </Select>
      {isSent ? (
        <Box>
          <Button pending={isSending} onPress={sendAgain}>
            {words.code.sendAgain}
          </Button>
        </Box>
      ) : null}
    </Box>
  )
}

/** The PIN a number is registered with. */
export function PinField({ typed, wrong, change }: LinkForm) {
  return (
    <Box css={{ stack: 'y', gap: 'medium' }}>
      <Inline>{words.pin.why}</Inline>
      <TypedField
        name="pin"
        label={words.fields.pin}
        description={words.pin.hint}
        type="password"
        value={typed.pin}
        error={wrong.pin}
        isNeeded
        isLocked={false}
        change={(pin) => change({ pin })}
      />
    </Box>
  )
}
