import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import { signatureHeader, signedText } from '../sign.ts'
import type { Visit } from '../visit.ts'

/** A short message the Dashboard shows in a corner. */
export type Toast = { readonly message: string; readonly type: string }

/** Says the time in epoch milliseconds. */
export type Now = () => number | Promise<number>

/** What the Dashboard leans on: the time, and where its short messages and what is copied go. */
export type Around = {
  readonly now: Now
  readonly toast: (toast: Toast) => void
  readonly copy: (text: string) => Promise<void>
}

/** What the Dashboard does for a view beside showing it. */
export function dashboardFor(visit: Visit, { now, toast, copy }: Around) {
  return {
    endpoint: {
      call: {
        supportsFetchAppEmbeddedKey: async () => false,
        clipboardWriteText: (text: string) => copy(text),
        fetchStripeSignature: async (payload: SignedPayload = {}) => sign(visit, payload, await now()),
        showToast: async (message: string, { type = 'success' }: { readonly type?: string } = {}) => {
          // Longer ones are refused without a word.
          if (message.length > toastAtMost)
            throw new Error(`A toast has at most ${toastAtMost} letters: ${message}`)
          toast({ message, type })
          return { update: () => undefined, dismiss: () => undefined }
        },
      },
    },
  }
}

const toastAtMost = 30

type SignedPayload = { readonly stripe_roles?: readonly { readonly id?: string }[] }

/** Signs as Stripe does, which answers 400 when somebody claims a role they have not. */
async function sign(visit: Visit, payload: SignedPayload, now: number): Promise<string> {
  const claimed = payload.stripe_roles ?? []
  const lacking = claimed.find(({ id = '' }) => !visit.roles.includes(id))
  if (lacking) throw Object.assign(new Error(`The user has not the role ${lacking.id}`), { status: 400 })
  const at = Math.floor(now / 1000) - (visit.signedAgo ?? 0)
  return signatureHeader(signedText(payload, visit), { secret: visit.secret, at })
}

/** The props every view is given. */
export function contextOf(visit: Visit): ExtensionContextValue {
  const { environment, accountId, userId, viewport, object, apiBase } = visit
  const roles = (visit.toldRoles ?? visit.roles).map((id) => ({ id, name: id, type: 'builtIn' as const }))
  return {
    userContext: {
      id: userId,
      name: 'Ana Ruiz',
      account: { id: accountId, country: 'ES', name: accountId, isSandbox: environment === 'sandbox' },
      locale: 'en',
      roles,
    },
    environment: {
      mode: environment === 'live' ? 'live' : 'test',
      viewportID: viewport,
      objectContext: object ?? null,
      constants: { API_BASE: apiBase, APP_ID: 'com.paynudge.recovery' },
    },
    appContext: { authorizedPermissions: [] },
  }
}
