import type Stripe from 'stripe'
import { createPortal } from '../actions/portal.ts'
import { type Form, nested, text } from '../form.ts'
import { paymentMethodFlow } from '../objects/portal.ts'
import { refuse, refuseParam } from '../refusal.ts'
import type { Space } from '../state.ts'
import { allowOnly, type Call, inner, type Route, require, seek } from './route.ts'

const names = ['customer', 'configuration', 'flow_data', 'locale', 'return_url', 'after_expiration']

function create({ act, params }: Call) {
  allowOnly(params, names)
  const customer = seek(act, 'customer', require(params, 'customer'), 'customer').id
  if (act.space.settings.portal === 'never-saved') refuseUnsaved(act.space)
  const login = loginIn(params)
  return createPortal(act, {
    customer,
    flow: flowIn(params),
    returnUrl: text(params, 'return_url') ?? null,
    locale: text(params, 'locale') ?? null,
    ...(login && { login }),
  })
}

function refuseUnsaved({ livemode }: Space): never {
  const [mode, path] = livemode ? ['live', ''] : ['test', 'test/']
  const message = `No configuration provided and your ${mode} mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in ${mode} mode at https://dashboard.stripe.com/${path}settings/billing/portal.`
  refuse(400, { type: 'invalid_request_error', message })
}

function flowIn(params: Form): Stripe.BillingPortal.Session.Flow | null {
  const flow = nested(params, 'flow_data')
  if (!flow) return null
  // The stand-in's portal can do nothing else.
  if (text(flow, 'type') !== 'payment_method_update')
    refuseParam('Invalid flow_data[type]: must be payment_method_update', 'flow_data[type]')
  return paymentMethodFlow(completionIn(nested(flow, 'after_completion') ?? {}))
}

function completionIn(after: Form): Stripe.BillingPortal.Session.Flow.AfterCompletion {
  const type = text(after, 'type') ?? 'portal_homepage'
  const url = inner(after, 'redirect', 'return_url')
  if (type === 'redirect' && !url) {
    const param = 'flow_data[after_completion][redirect][return_url]'
    refuseParam(`Missing required param: ${param}.`, param, 'parameter_missing')
  }
  const message = inner(after, 'hosted_confirmation', 'custom_message') ?? null
  return {
    hosted_confirmation: type === 'hosted_confirmation' ? { custom_message: message } : null,
    redirect: type === 'redirect' && url ? { return_url: url } : null,
    type,
  }
}

function loginIn(params: Form) {
  const after = nested(params, 'after_expiration')
  if (!after) return undefined
  if (text(after, 'type') !== 'customer_login')
    refuseParam('Invalid after_expiration[type]: must be customer_login', 'after_expiration[type]')
  const expiresAt = inner(after, 'customer_login', 'expires_at')
  return { expiresAt: expiresAt === undefined ? null : Number(expiresAt) }
}

/** The customer portal. Stripe gives a session out once and never again. */
export const portalRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/billing_portal/sessions', kind: undefined, handle: create },
]
