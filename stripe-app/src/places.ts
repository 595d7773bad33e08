import type { ExtensionContextValue } from '@stripe/ui-extension-sdk/context'
import type { RouteDescriptor } from '@stripe/ui-extension-sdk/ui'
import type { Attention } from '../../server/routes/panel/contract.ts'

/** Where something that needs somebody is mended. */
export type Place = 'settings' | 'onboarding' | 'whatsapp'

/** Where each thing that needs somebody is mended; undefined where only the server's operator can. */
export function placeOf(attention: Attention): Place | undefined {
  switch (attention.kind) {
    case 'no-flow-on':
    case 'no-number':
    case 'texts-unapproved':
      return 'onboarding'
    case 'watch-only':
      return 'settings'
    case 'stopped':
      return attention.what === 'everything' ? undefined : 'settings'
    case 'set-aside':
      return undefined
    case 'alarm':
      return placeOfAlarm(attention.alarm)
  }
}

type AlarmKind = Extract<Attention, { readonly kind: 'alarm' }>['alarm']

function placeOfAlarm(alarm: AlarmKind): Place | undefined {
  switch (alarm) {
    case 'token-refused':
    case 'permission-missing':
    case 'token-ending':
    case 'test-number':
    case 'template-unusable':
    case 'template-out-of-step':
      return 'onboarding'
    case 'country-refused':
    case 'flow-braked':
    case 'template-poor':
      return 'settings'
    case 'message-malformed':
      return undefined
    case 'account-restricted':
    case 'account-locked':
    case 'billing-failed':
    case 'terms-not-accepted':
    case 'texts-blocked':
    case 'number-unusable':
    case 'number-limited':
    case 'people-limit':
    case 'template-paused':
    case 'template-recategorized':
    case 'template-category-announced':
      return 'whatsapp'
  }
}

/** The address of a place. Stripe has a route for onboarding only; its settings page of an app is at an address. */
export function hrefOf(place: Place, context: ExtensionContextValue): string | RouteDescriptor {
  switch (place) {
    case 'onboarding':
      return { name: 'onboarding' }
    case 'settings':
      return settingsOf(context)
    case 'whatsapp':
      return 'https://business.facebook.com/wa/manage/home/'
  }
}

/** https://docs.stripe.com/stripe-apps/app-settings, with account and mode as https://docs.stripe.com/stripe-apps/deep-links has them. */
function settingsOf({ environment, userContext }: ExtensionContextValue): string {
  const mode = environment.mode === 'live' ? '' : 'test/'
  const app = String(environment.constants?.APP_ID ?? '')
  return `https://dashboard.stripe.com/${userContext.account.id}/${mode}settings/apps/${app}`
}
